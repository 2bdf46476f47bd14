package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.clickhouse.AppendedTable;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.Keeping;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.TableName;

/** Makes the targets of a lease: looks at appended tables how far they are, each kind with its way to insert. */
final class StreamTargets {
    private final ClickHouse clickHouse;
    private final String database;
    private final Position start;
    private final LoadPoints loads;

    /** Targets of a lease that starts at a position. */
    StreamTargets(ClickHouse clickHouse, String database, Position start) {
        this.clickHouse = clickHouse;
        this.database = database;
        this.start = start;
        loads = new LoadPoints(start);
    }

    StreamTarget of(int number, TableName source, RowLayout layout, Route route) {
        if (layout.keeping() == Keeping.EVERY_CHANGE) {
            String generation = requireNonNull(route.generation(), "an appended table without a generation");
            AppendedTable table = AppendedTable.open(clickHouse, database, route.target(), layout, generation);
            if (RowVersion.epochOf(table.watermark()) > start.epoch()) {
                throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                        "The table " + route.target() + " holds a row of version "
                                + Long.toUnsignedString(table.watermark()) + ", which the pipe has not written",
                        "Delete the rows that others wrote into it", source));
            }
            return new StreamTarget(number, source, layout, table::append, table.watermark(), loads.ahead(route));
        }
        InsertTarget insert = InsertTarget.of(database, route.target(), layout, null);
        return new StreamTarget(number, source, layout, rows -> clickHouse.insert(insert, rows::writeTo), 0, null);
    }
}
