/** The fields of log lines: which pipe and table a line is about. */
@NullMarked
package dev.clickpipe.activities.logging;

import org.jspecify.annotations.NullMarked;
