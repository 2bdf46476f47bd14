package dev.clickpipe.activities.reload;

import java.util.List;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/** Drops what reloads left behind, as often as it is asked to: another table of the name stays. */
final class ObsoleteTableDrop {
    private final DestinationTables tables;
    private final PipeConfiguration configuration;

    ObsoleteTableDrop(ClickHouse clickHouse, PipeConfiguration configuration) {
        tables = new DestinationTables(clickHouse);
        this.configuration = configuration;
    }

    void drop(List<ObsoleteTable> leftovers) {
        String database = configuration.destinationDatabase();
        for (ObsoleteTable leftover : leftovers) {
            tables.find(database, leftover.table()).filter(found -> is(found, leftover)).ifPresent(found -> {
                FaultPoints.reach(FaultPoint.RELOAD_BEFORE_DROP);
                tables.drop(database, found.name());
            });
        }
    }

    private boolean is(DestinationTable found, ObsoleteTable leftover) {
        boolean read = configuration.tables().stream().anyMatch(mapping -> mapping.target().equals(found.name()));
        return !read && (leftover.tableUuid() == null
                ? TableSpecification.isMadeBy(configuration, found)
                : found.uuid().equals(leftover.tableUuid()));
    }
}
