package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What loads of appended tables held already, as seen from a position of the stream. The workflow compares no sets of GTIDs,
 * so it is told here which loads the stream is past.
 */
final class LoadPoints {
    private final Flavour flavour;
    private final @Nullable AppliedGtids applied;

    LoadPoints(Position at) {
        flavour = at.source().flavour();
        applied = at.coordinates() instanceof Coordinates.Gtid(String set) ? AppliedGtids.parse(flavour, set) : null;
    }

    /** Transactions that the load held, while some of them may still come; null when none do, or there was no load. */
    @Nullable
    AppliedGtids ahead(Route route) {
        AppliedGtids held = held(route);
        return held == null || applied == null || applied.containsAll(held) ? null : held;
    }

    /** The destination tables that were loaded, and whose loads held nothing that is still to come. */
    List<String> passed(List<RoutedTable> tables) {
        return tables.stream().flatMap(table -> table.routes().stream()).filter(this::isPassed).map(Route::target)
                .toList();
    }

    private boolean isPassed(Route route) {
        AppliedGtids held = held(route);
        return held != null && applied != null && applied.containsAll(held);
    }

    private @Nullable AppliedGtids held(Route route) {
        return route.loadedUntil() instanceof Coordinates.Gtid(String set) ? AppliedGtids.parse(flavour, set) : null;
    }
}
