package dev.clickpipe.workflows.contract;

/**
 * One destination table that a source table feeds.
 *
 * @param target name of the destination table
 * @param tableUuid UUID that ClickHouse gave it, so that a step meant for this table never meets its successor
 */
public record Route(String target, String tableUuid) {}
