package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What loads of appended tables held already, as seen from a position of the stream. The workflow compares no positions, so
 * it is told here which loads the stream is past.
 */
final class LoadPoints {
    private final Position at;

    LoadPoints(Position at) {
        this.at = at;
    }

    /** Transactions that the load held, while some of them may still come; null when none do, or there was no load. */
    @Nullable
    LoadedTransactions ahead(Route route) {
        LoadedTransactions held = held(route);
        return held == null || isPassed(held) ? null : held;
    }

    /** The destination tables that were loaded, and whose loads held nothing that is still to come. */
    List<String> passed(List<RoutedTable> tables) {
        return tables.stream().flatMap(table -> table.routes().stream()).filter(route -> {
            LoadedTransactions held = held(route);
            return held != null && isPassed(held);
        }).map(Route::target).toList();
    }

    private boolean isPassed(LoadedTransactions held) {
        return held.isBefore(at.coordinates(), at.source().flavour());
    }

    private @Nullable LoadedTransactions held(Route route) {
        Coordinates until = route.loadedUntil();
        return until == null ? null : LoadedTransactions.before(until, at.source().flavour());
    }
}
