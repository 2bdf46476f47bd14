/**
 * Foreign keys that change rows of their own: which of them reach a table, and whether the server writes what they do to its
 * binlog.
 */
@NullMarked
package dev.clickpipe.activities.cascade;

import org.jspecify.annotations.NullMarked;
