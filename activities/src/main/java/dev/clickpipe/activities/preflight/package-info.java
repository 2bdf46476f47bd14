/** Looks before anything is made: all that would keep a pipe from working, told at once, each with what fixes it. */
@NullMarked
package dev.clickpipe.activities.preflight;

import org.jspecify.annotations.NullMarked;
