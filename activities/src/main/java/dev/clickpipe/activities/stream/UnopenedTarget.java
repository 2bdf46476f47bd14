package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.settings.TableName;

/**
 * A destination table that a lease is to write, and nobody has looked at yet.
 *
 * @param number counts the lease's destination tables from 0
 * @param source the source table that feeds it
 * @param layout how its rows are made
 */
record UnopenedTarget(int number, TableName source, RowLayout layout, Route route) {}
