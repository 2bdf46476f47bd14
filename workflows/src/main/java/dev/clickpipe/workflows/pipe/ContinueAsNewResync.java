package dev.clickpipe.workflows.pipe;

import java.util.List;

import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/**
 * A reload, as one run of the pipe's workflow hands it to the next.
 *
 * @param tables source tables that are loaded
 * @param joins whether they join the stream of the others at its position; else they begin one of their own
 * @param loadedInto the mappings, each with the table that it is loaded into; empty before they were chosen
 * @param placing whether its tables have begun to take their places
 */
public record ContinueAsNewResync(List<TableName> tables, boolean joins, List<TableMapping> loadedInto,
        ContinueAsNewLane lane,
        boolean placing) {
    public ContinueAsNewResync {
        tables = List.copyOf(tables);
        loadedInto = List.copyOf(loadedInto);
    }
}
