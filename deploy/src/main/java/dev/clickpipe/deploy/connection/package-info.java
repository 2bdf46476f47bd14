/**
 * The addresses of a source and a ClickHouse service as people write them, connections to both, and one that keeps writing.
 */
@NullMarked
package dev.clickpipe.deploy.connection;

import org.jspecify.annotations.NullMarked;
