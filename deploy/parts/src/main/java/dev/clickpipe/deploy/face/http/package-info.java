/** HTTP/1.1 for one handler that blocks: bodies and answers as streams with bounded buffers, and word of a client that went away. */
@NullMarked
package dev.clickpipe.deploy.face.http;

import org.jspecify.annotations.NullMarked;
