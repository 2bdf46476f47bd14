package dev.clickpipe.workflows.pipe;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.settings.TableMapping;

/**
 * Asks a pipe to copy more tables; the others are followed meanwhile. The one JSON argument of {@code addTables}.
 *
 * @param tables what is to be copied where; a mapping needs {@code source} and {@code target} alone
 * @param reason why, for the pipe's history; may be left out
 */
public record AddTablesRequest(List<TableMapping> tables, @Nullable String reason) {
    public AddTablesRequest {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }
}
