/** The phases of a pipe: one class per state, each running until an event ends it. */
@NullMarked
package dev.clickpipe.workflows.phases;

import org.jspecify.annotations.NullMarked;
