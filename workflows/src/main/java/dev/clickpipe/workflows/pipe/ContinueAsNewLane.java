package dev.clickpipe.workflows.pipe;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.snapshot.TableLoad;

/**
 * Tables that move together, as one run of the pipe's workflow hands them to the next.
 *
 * @param tables where they go; empty before set-up
 * @param loads how far their snapshot is; empty before it began and once it is complete
 * @param loaded whether the snapshot is complete
 * @param position where their stream stands; null before there is one
 * @param loadVersion version of the rows that are loaded; see {@code RowVersion.ofLoad}
 */
public record ContinueAsNewLane(List<RoutedTable> tables, List<TableLoad> loads, boolean loaded,
        @Nullable Position position, long loadVersion) {
    public ContinueAsNewLane {
        tables = List.copyOf(tables);
        loads = List.copyOf(loads);
        loadVersion = RowVersion.orLowest(loadVersion);
    }
}
