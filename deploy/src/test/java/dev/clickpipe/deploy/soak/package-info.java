/** A short random life of a pipe on each source. */
@NullMarked
package dev.clickpipe.deploy.soak;

import org.jspecify.annotations.NullMarked;
