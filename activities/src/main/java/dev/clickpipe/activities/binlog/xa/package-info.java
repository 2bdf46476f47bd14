/** XA transactions: rows are in the binlog at XA PREPARE, and committed or rolled back later. */
@NullMarked
package dev.clickpipe.activities.binlog.xa;

import org.jspecify.annotations.NullMarked;
