/** Whether a source keeps what a pipe that waits has not read, and until when. */
@NullMarked
package dev.clickpipe.activities.retention;

import org.jspecify.annotations.NullMarked;
