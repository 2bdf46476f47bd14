/** The list of all workflow classes, for workers and tests. */
@NullMarked
package dev.clickpipe.workflows.registration;

import org.jspecify.annotations.NullMarked;
