/** Snapshots on an in-memory server. */
@NullMarked
package dev.clickpipe.workflows.snapshot;

import org.jspecify.annotations.NullMarked;
