/** The connection to Temporal, and what the workflows of a pipe and a service say without a worker. */
@NullMarked
package dev.clickpipe.api.temporal;

import org.jspecify.annotations.NullMarked;
