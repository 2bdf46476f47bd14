package dev.clickpipe.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * A table that a reload left behind and nobody reads.
 *
 * @param table its name
 * @param tableUuid UUID that ClickHouse gave it; null when it is known by the pipe's comment alone
 */
public record ObsoleteTable(String table, @Nullable String tableUuid) {}
