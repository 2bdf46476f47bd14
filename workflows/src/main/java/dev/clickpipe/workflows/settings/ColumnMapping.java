package dev.clickpipe.workflows.settings;

import org.jspecify.annotations.Nullable;

/**
 * What a person chose for one column; columns without it keep their name and get the type that is natural to theirs.
 *
 * @param source name of the source column
 * @param target name of the destination column; null: the source's
 * @param type of the destination column as ClickHouse writes it, without Nullable; null: the natural one
 */
public record ColumnMapping(String source, @Nullable String target, @Nullable String type) {}
