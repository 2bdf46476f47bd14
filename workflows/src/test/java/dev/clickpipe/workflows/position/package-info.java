/** Versions of rows. */
@NullMarked
package dev.clickpipe.workflows.position;

import org.jspecify.annotations.NullMarked;
