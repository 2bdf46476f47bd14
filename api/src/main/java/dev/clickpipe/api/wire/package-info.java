/** The JSON of the wire contract: bodies parsed once, all mistakes told together, and answers as records. */
@NullMarked
package dev.clickpipe.api.wire;

import org.jspecify.annotations.NullMarked;
