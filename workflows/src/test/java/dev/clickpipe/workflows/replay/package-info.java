/** Recorded histories replay with the code of today. */
@NullMarked
package dev.clickpipe.workflows.replay;

import org.jspecify.annotations.NullMarked;
