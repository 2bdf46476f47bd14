package dev.clickpipe.workflows.memory;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.pipe.FailedTable;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;

/** What a pipe does with each of its tables, told from what it knows of all of them. */
final class TableStates {
    private final LivePipe pipe;
    private final Set<TableName> followed;
    private final Set<TableName> unfinished;

    private TableStates(LivePipe pipe) {
        this.pipe = pipe;
        followed = pipe.main().tables().stream().map(RoutedTable::source).collect(Collectors.toSet());
        unfinished = pipe.main().loads().stream().filter(load -> !load.finished()).map(TableLoad::table)
                .collect(Collectors.toSet());
    }

    /** The summaries with their states. */
    static List<TableSummary> of(LivePipe pipe, List<TableSummary> summaries) {
        TableStates states = new TableStates(pipe);
        return summaries.stream()
                .map(summary -> summary.in(states.of(summary.source()),
                        pipe.problems().of(summary.source()).map(FailedTable::error).orElse(null)))
                .toList();
    }

    private TableState of(TableName table) {
        TableResync reload = pipe.reload();
        if (reload != null && reload.tables().contains(table)) {
            return followed.contains(table) ? TableState.RELOADING : TableState.LOADING;
        }
        if (pipe.problems().has(table)) {
            return TableState.FAILED;
        }
        if (!followed.contains(table)) {
            return TableState.WAITING;
        }
        return pipe.main().loaded() ? atRest() : whileLoading(table);
    }

    private TableState atRest() {
        return pipe.main().hasPosition() ? TableState.FOLLOWED : TableState.LOADED;
    }

    private TableState whileLoading(TableName table) {
        boolean begun = !pipe.main().loads().isEmpty();
        return begun && !unfinished.contains(table) ? TableState.LOADED : TableState.LOADING;
    }
}
