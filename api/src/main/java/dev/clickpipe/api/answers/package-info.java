/** The envelope of every answer, and the refusals that travel in it. */
@NullMarked
package dev.clickpipe.api.answers;

import org.jspecify.annotations.NullMarked;
