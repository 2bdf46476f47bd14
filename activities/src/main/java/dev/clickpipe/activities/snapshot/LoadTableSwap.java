package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;

/**
 * Exchanges a load table with its destination, once: a repeated exchange would swap back, so the UUID of the loaded table
 * says where it is.
 */
final class LoadTableSwap {
    private final DestinationTables tables;
    private final String database;
    private final String target;
    private final LoadTables loads;
    private final LoadTableSwapRequest request;

    LoadTableSwap(ClickHouse clickHouse, LoadTableSwapRequest request) {
        this.tables = new DestinationTables(clickHouse);
        this.request = request;
        database = request.configuration().destinationDatabase();
        target = request.route().target();
        loads = new LoadTables(clickHouse, request.configuration(), request.source(), target);
    }

    /** Where the destination's rows are now. */
    Route run() {
        String loaded = request.load().tableUuid();
        if (!holds(target, loaded)) {
            DestinationTable waiting = loads.find(loaded).filter(_ -> isOurs(target)).orElseThrow(this::notThere);
            FaultPoints.reach(FaultPoint.PLACE_BEFORE_EXCHANGE);
            tables.exchange(database, target, waiting.name());
            FaultPoints.reach(FaultPoint.PLACE_AFTER_EXCHANGE);
        }
        loads.dropUpTo(request.load().generation(), loaded);
        if (!holds(target, loaded)) {
            throw notThere();
        }
        return request.route().takenBy(request.load());
    }

    private boolean holds(String table, String uuid) {
        return tables.find(database, table).filter(found -> found.uuid().equals(uuid)).isPresent();
    }

    /** The table from set-up, or one that an earlier load put there. */
    private boolean isOurs(String table) {
        return tables.find(database, table)
                .filter(found -> TableSpecification.isMadeBy(request.configuration(), found)).isPresent();
    }

    private PipeException notThere() {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                "The rows loaded for " + target + " are in no table that the pipe knows: " + target
                        + " or the table that they were loaded into was dropped, renamed or replaced",
                "Leave the pipe's tables alone, and retry the table, or resync the pipe if it is Failed",
                request.source()));
    }
}
