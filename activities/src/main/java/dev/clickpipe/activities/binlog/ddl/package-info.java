/** Statements in the binlog: which tables each one touches. */
@NullMarked
package dev.clickpipe.activities.binlog.ddl;

import org.jspecify.annotations.NullMarked;
