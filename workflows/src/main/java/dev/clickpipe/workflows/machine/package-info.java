/** The state machine of a pipe as data: its events and one list of transitions. */
@NullMarked
package dev.clickpipe.workflows.machine;

import org.jspecify.annotations.NullMarked;
