/** The addresses of a source and a ClickHouse service as people write them, and connections to both. */
@NullMarked
package dev.clickpipe.deploy.connection;

import org.jspecify.annotations.NullMarked;
