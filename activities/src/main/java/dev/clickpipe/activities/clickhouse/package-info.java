/** The destination: statements, inserts that count only when acknowledged, and what its tables look like. */
@NullMarked
package dev.clickpipe.activities.clickhouse;

import org.jspecify.annotations.NullMarked;
