/**
 * The ClickHouse that pipes write to: a server, or the engine behind an HTTP face.
 */
@NullMarked
package dev.clickpipe.deploy.parts.clickhouse;

import org.jspecify.annotations.NullMarked;
