/** The HTTP face of the embedded ClickHouse engine: a process that answers ClickHouse's HTTP interface. */
@NullMarked
package dev.clickpipe.deploy.gateway;

import org.jspecify.annotations.NullMarked;
