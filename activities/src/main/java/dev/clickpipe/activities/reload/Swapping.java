package dev.clickpipe.activities.reload;

import java.util.ArrayList;
import java.util.List;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
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

    /** The loaded tables under the names that people read. */
    List<RoutedTable> run() {
        List<RoutedTable> placed = new ArrayList<>();
        for (RoutedTable loaded : request.loaded()) {
            List<TableMapping> mappings = request.configuration().tables().stream()
                    .filter(mapping -> mapping.source().equals(loaded.source())).toList();
            List<Route> routes = new ArrayList<>();
            for (int index = 0; index < mappings.size(); index++) {
                routes.add(place(loaded.source(), mappings.get(index).target(), loaded.routes().get(index)));
            }
            placed.add(new RoutedTable(loaded.source(), loaded.definitionRevision(), routes));
        }
        return placed;
    }

    private Route place(TableName source, String target, Route loaded) {
        String shadow = loaded.target();
        if (shadow.equals(target)) {
            return loaded;
        }
        if (!holds(target, loaded)) {
            swap(source, target, loaded);
        }
        tables.find(database, shadow).filter(left -> !left.uuid().equals(loaded.tableUuid()))
                .ifPresent(left -> tables.drop(database, shadow));
        return new Route(target, loaded.tableUuid(), loaded.generation(), loaded.loadedUntil());
    }

    private void swap(TableName source, String target, Route loaded) {
        if (!holds(loaded.target(), loaded)) {
            throw changed(source, target, "the table " + loaded.target() + " that it was loaded into was dropped,"
                    + " renamed or replaced");
        }
        DestinationTable present = tables.find(database, target).orElse(null);
        if (present == null) {
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            tables.rename(database, loaded.target(), target);
        } else if (own.contain(present)) {
            deletions.carry(present, loaded.target(), request.loadVersion());
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            tables.exchange(database, target, loaded.target());
        } else {
            throw changed(source, target, "somebody has put another table there");
        }
        FaultPoints.reach(FaultPoint.RELOAD_AFTER_EXCHANGE);
        if (!holds(target, loaded)) {
            throw changed(source, target, "somebody exchanged it at the same time");
        }
    }

    private boolean holds(String name, Route loaded) {
        return tables.find(database, name).filter(found -> found.uuid().equals(loaded.tableUuid())).isPresent();
    }

    private static PipeException changed(TableName source, String target, String why) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                "What was loaded of " + source.quoted() + " cannot take the place of " + target + ": " + why,
                "Leave the pipe's tables alone, and resync the table once more", source));
    }
}
