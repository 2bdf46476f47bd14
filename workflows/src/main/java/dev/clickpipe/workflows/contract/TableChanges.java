package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.TableName;

/** Changes of one source table that the destination has acknowledged. */
public record TableChanges(TableName table, long inserts, long updates, long deletes) {}
