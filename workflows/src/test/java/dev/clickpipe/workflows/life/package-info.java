/** The life of a pipe, on an in-memory server. */
@NullMarked
package dev.clickpipe.workflows.life;

import org.jspecify.annotations.NullMarked;
