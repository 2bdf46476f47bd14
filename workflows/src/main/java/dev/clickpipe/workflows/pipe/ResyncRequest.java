package dev.clickpipe.workflows.pipe;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.settings.TableName;

/**
 * Asks a pipe to load tables again, beside the ones that people read, and to swap them in. The one JSON argument of
 * {@code resync}.
 *
 * @param tables source tables, {@code {"schema": …, "table": …}} each; none: all of the pipe
 * @param reason why, for the pipe's history; may be left out
 */
public record ResyncRequest(List<TableName> tables, @Nullable String reason) {
    public ResyncRequest {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }
}
