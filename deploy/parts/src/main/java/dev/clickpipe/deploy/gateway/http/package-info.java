/** HTTP/1.1 for one handler that blocks: bodies and answers as streams with bounded buffers, and word of a client that went away. */
@NullMarked
package dev.clickpipe.deploy.gateway.http;

import org.jspecify.annotations.NullMarked;
