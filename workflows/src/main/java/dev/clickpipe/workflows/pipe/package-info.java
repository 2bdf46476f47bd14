/** A pipe: one workflow for its whole life, its state machine as data, and one class per phase. */
@NullMarked
package dev.clickpipe.workflows.pipe;

import org.jspecify.annotations.NullMarked;
