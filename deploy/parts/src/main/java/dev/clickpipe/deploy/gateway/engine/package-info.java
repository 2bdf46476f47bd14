/** The embedded ClickHouse engine: the binding to its C library, connections, results and inserts as streams. */
@NullMarked
package dev.clickpipe.deploy.gateway.engine;

import org.jspecify.annotations.NullMarked;
