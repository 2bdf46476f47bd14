package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.TableName;

/**
 * A destination table that a stream writes.
 *
 * @param number counts the lease's destination tables from 0
 * @param source the source table that feeds it
 * @param layout how its rows are made
 * @param insert where they go
 */
record StreamTarget(int number, TableName source, RowLayout layout, InsertTarget insert) {}
