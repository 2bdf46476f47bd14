/** A snapshot: tables cut into partitions by key ranges, loaded several at once, progress kept. */
@NullMarked
package dev.clickpipe.workflows.snapshot;

import org.jspecify.annotations.NullMarked;
