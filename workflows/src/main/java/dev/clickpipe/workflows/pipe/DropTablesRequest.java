package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pipe to follow tables no longer; their destination tables stay. The one JSON argument of {@code dropTables}.
 *
 * @param tables source tables, {@code {"schema": …, "table": …}} each
 * @param reason why, for the pipe's history; may be left out
 */
public record DropTablesRequest(List<TableName> tables, @Nullable String reason) {
    public DropTablesRequest {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }
}
