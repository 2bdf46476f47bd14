/** What went wrong, classified once at the edge where it was caught, with what a person can do about it. */
@NullMarked
package dev.clickpipe.workflows.failure;

import org.jspecify.annotations.NullMarked;
