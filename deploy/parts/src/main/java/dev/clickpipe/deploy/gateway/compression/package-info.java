/** ClickHouse's compressed blocks and the content codings of HTTP. */
@NullMarked
package dev.clickpipe.deploy.gateway.compression;

import org.jspecify.annotations.NullMarked;
