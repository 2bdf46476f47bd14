/** The state machine and its diagram. */
@NullMarked
package dev.clickpipe.workflows.machine;

import org.jspecify.annotations.NullMarked;
