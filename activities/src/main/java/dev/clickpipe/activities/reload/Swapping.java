package dev.clickpipe.activities.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.Leftover;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/**
 * Exchanges shadows with their destinations, each once: a repeated exchange would swap back, so the UUID of the loaded table
 * says where it is.
 */
final class Swapping {
    private final SwapRequest request;
    private final DestinationTables tables;
    /** Between a table's name and the first digits of the UUID of one that stood there before. */
    private static final String REPLACED = "_replaced_";
    private static final int DIGITS = 8;

    private final CarriedDeletions deletions;
    private final OwnTables own;
    private final String database;

    Swapping(ClickHouse clickHouse, SwapRequest request) {
        this.request = request;
        tables = new DestinationTables(clickHouse);
        deletions = new CarriedDeletions(clickHouse);
        own = new OwnTables(request.configuration(), request.followed());
        database = request.configuration().destinationDatabase();
    }

    /** Puts all of them in place. */
    SwapResult run() {
        List<RoutedTable> placed = new ArrayList<>();
        for (RoutedTable loaded : request.loaded()) {
            List<TableMapping> mappings = request.configuration().tables().stream()
                    .filter(mapping -> mapping.source().equals(loaded.source())).toList();
            List<Route> routes = new ArrayList<>();
            for (int index = 0; index < mappings.size(); index++) {
                routes.add(place(loaded.source(), mappings.get(index).target(), loaded.routes().get(index)));
            }
            placed.add(loaded.through(routes));
        }
        // Only now: what a half-done swap leaves under a shadow's name, the next load replaces.
        List<Leftover> replaced = new ArrayList<>();
        for (int index = 0; index < placed.size(); index++) {
            List<Route> read = placed.get(index).routes();
            List<Route> loaded = request.loaded().get(index).routes();
            for (int route = 0; route < read.size(); route++) {
                replaced.addAll(putAway(request.loaded().get(index).source(), read.get(route).target(),
                        loaded.get(route)));
            }
        }
        return new SwapResult(placed, replaced.stream().distinct().toList(), null);
    }

    private Route place(TableName source, String target, Route loaded) {
        String shadow = loaded.target();
        if (shadow.equals(target)) {
            return loaded;
        }
        Pair pair = look(target, loaded);
        if (!pair.inPlace()) {
            swap(source, target, loaded, pair);
            pair = look(target, loaded);
            if (!pair.inPlace()) {
                throw changed(source, target, "somebody exchanged it at the same time");
            }
        }
        return new Route(target, loaded.tableUuid(), loaded.generation(), loaded.loadedUntil());
    }

    /**
     * Takes what was replaced away from the shadow's name, so that an exchange that a frozen attempt asks for late finds
     * nothing to exchange.
     */
    private List<Leftover> putAway(TableName source, String target, Route loaded) {
        if (loaded.target().equals(target)) {
            return List.of();
        }
        Pair pair = look(target, loaded);
        Optional<DestinationTable> old = pair.inPlace() ? pair.atShadow().filter(own::contain) : Optional.empty();
        if (old.isPresent()) {
            String away = away(target, old.get());
            tables.rename(database, loaded.target(), away);
            pair = look(target, loaded);
            if (!pair.inPlace()) {
                // Exchanged back between the look and the renaming: what was loaded is what was renamed.
                tables.rename(database, away, loaded.target());
            }
        }
        if (!pair.inPlace()) {
            throw changed(source, target, "somebody exchanged it at the same time");
        }
        return tables.beginningWith(database, target + REPLACED).stream()
                .filter(table -> own.contain(table) && table.name().equals(away(target, table)))
                .map(table -> new Leftover(table.name(), table.uuid())).toList();
    }

    private static String away(String target, DestinationTable replaced) {
        return target + REPLACED + replaced.uuid().substring(0, DIGITS);
    }

    private void swap(TableName source, String target, Route loaded, Pair pair) {
        DestinationTable waiting = pair.atShadow().filter(found -> found.uuid().equals(loaded.tableUuid()))
                .orElseThrow(() -> changed(source, target, "the table " + loaded.target()
                        + " that it was loaded into was dropped, renamed or replaced"));
        if (pair.atTarget().isEmpty()) {
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            tables.rename(database, loaded.target(), target);
        } else if (own.contain(pair.atTarget().get())) {
            deletions.carry(pair.atTarget().get(), waiting, request.loadVersion());
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            // Names are all that an exchange knows. After a long carry, or a freeze, others may stand behind them.
            if (look(target, loaded).equals(pair)) {
                tables.exchange(database, target, loaded.target());
            }
        } else {
            throw changed(source, target, "somebody has put another table there");
        }
        FaultPoints.reach(FaultPoint.RELOAD_AFTER_EXCHANGE);
    }

    /** One question for both names: nothing is followed until the answer to the last. */
    private Pair look(String target, Route loaded) {
        List<DestinationTable> found = tables.among(database, List.of(target, loaded.target()));
        return new Pair(found.stream().filter(table -> table.name().equals(target)).findFirst(),
                found.stream().filter(table -> table.name().equals(loaded.target())).findFirst(), loaded.tableUuid());
    }

    /** What stands under the two names at one moment. */
    private record Pair(Optional<DestinationTable> atTarget, Optional<DestinationTable> atShadow, String loadedUuid) {
        boolean inPlace() {
            return atTarget.filter(table -> table.uuid().equals(loadedUuid)).isPresent();
        }
    }

    private static PipeException changed(TableName source, String target, String why) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                "What was loaded of " + source.quoted() + " cannot take the place of " + target + ": " + why,
                "Leave the pipe's tables alone, and resync the table once more", source));
    }
}
