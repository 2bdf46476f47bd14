/** TABLE_MAP events: what a table looked like when the rows that follow were written. */
@NullMarked
package dev.clickpipe.activities.binlog.table;

import org.jspecify.annotations.NullMarked;
