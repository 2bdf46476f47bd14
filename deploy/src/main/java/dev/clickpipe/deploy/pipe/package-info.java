/** A pipe as somebody outside sees it: over REST, with plain JSON. */
@NullMarked
package dev.clickpipe.deploy.pipe;

import org.jspecify.annotations.NullMarked;
