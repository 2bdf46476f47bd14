/** The workflow of a pipe: dispatches phases, takes requests, and goes on as a new run. */
@NullMarked
package dev.clickpipe.workflows.life;

import org.jspecify.annotations.NullMarked;
