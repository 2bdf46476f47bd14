/** Whether a source keeps what a pipe has not read: one that waits, and until when; one that is to begin where a person says. */
@NullMarked
package dev.clickpipe.activities.retention;

import org.jspecify.annotations.NullMarked;
