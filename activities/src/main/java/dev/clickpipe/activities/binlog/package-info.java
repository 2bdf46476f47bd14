/** A source's binlog as a stream of events: the dump connection, positions in it, and which server it is. */
@NullMarked
package dev.clickpipe.activities.binlog;

import org.jspecify.annotations.NullMarked;
