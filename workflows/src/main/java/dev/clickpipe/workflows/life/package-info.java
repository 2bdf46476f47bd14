/** The workflow of a pipe: dispatches phases, takes requests, and continues as new. */
@NullMarked
package dev.clickpipe.workflows.life;

import org.jspecify.annotations.NullMarked;
