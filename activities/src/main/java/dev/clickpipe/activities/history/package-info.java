/** Whether a source's binlog still continues what a position was read from, and what a position remembers to find out. */
@NullMarked
package dev.clickpipe.activities.history;

import org.jspecify.annotations.NullMarked;
