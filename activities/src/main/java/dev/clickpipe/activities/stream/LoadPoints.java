package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What definitions and loads showed already, as seen from a position of the stream. The workflow compares no positions, so it
 * is told here which loads the stream is past.
 */
final class LoadPoints {
    private final Position at;

    LoadPoints(Position at) {
        this.at = at;
    }

    /**
     * Transactions that were shown, while some of them may still come; null when none do.
     *
     * @param until those before; null when none were
     */
    @Nullable
    LoadedTransactions ahead(@Nullable Coordinates until) {
        return until == null || isPassed(until) ? null : LoadedTransactions.before(until, at.source().flavour());
    }

    /** The destination tables of which something was shown, and nothing of that is still to come. */
    List<String> passed(List<RoutedTable> tables) {
        return tables.stream().flatMap(this::passed).toList();
    }

    private Stream<String> passed(RoutedTable table) {
        return table.routes().stream().filter(route -> {
            List<Coordinates> shown = Stream.of(table.seenUntil(), route.loadedUntil()).filter(Objects::nonNull)
                    .toList();
            return !shown.isEmpty() && shown.stream().allMatch(this::isPassed);
        }).map(Route::target);
    }

    private boolean isPassed(Coordinates until) {
        return LoadedTransactions.before(until, at.source().flavour()).isBefore(at.coordinates(),
                at.source().flavour());
    }
}
