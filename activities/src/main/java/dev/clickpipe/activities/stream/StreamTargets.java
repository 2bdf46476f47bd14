package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.clickhouse.AppendOnlyTable;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Makes the targets of a lease: looks at appended tables how far they are, each kind with its way to insert. */
final class StreamTargets {
    private final ClickHouse clickHouse;
    private final String database;
    private final Position start;
    private final LoadPoints loads;
    private final ExecutorService looks;

    /**
     * Targets of a lease that starts at a position.
     *
     * @param looks has as many threads as tables are looked at at a time
     */
    StreamTargets(ClickHouse clickHouse, String database, Position start, ExecutorService looks) {
        this.clickHouse = clickHouse;
        this.database = database;
        this.start = start;
        this.looks = looks;
        loads = new LoadPoints(start);
    }

    /** What was shown already, as seen from where the lease starts. */
    LoadPoints loads() {
        return loads;
    }

    /**
     * Looks at all of them, several at a time: one after the other, hundreds on a far ClickHouse take a minute.
     *
     * @return in the order in which they are wanted
     * @throws PipeException the first failure in time; the others are not waited for
     */
    List<StreamTarget> open(List<UnopenedTarget> wanted) throws InterruptedException {
        CompletionService<StreamTarget> opening = new ExecutorCompletionService<>(looks);
        List<Future<StreamTarget>> targets = wanted.stream().map(one -> opening.submit(() -> open(one))).toList();
        try {
            for (int opened = 0; opened < targets.size(); opened++) {
                opening.take().get();
            }
            return targets.stream().map(Future::resultNow).toList();
        } catch (ExecutionException failure) {
            throw ErrorClassifier.classify(failure, null);
        } finally {
            targets.forEach(target -> target.cancel(true));
        }
    }

    private StreamTarget open(UnopenedTarget wanted) {
        Route route = wanted.route();
        RowLayout layout = wanted.layout();
        if (layout.writeMode() == WriteMode.APPEND) {
            String generation = requireNonNull(route.generation(), "an appended table without a generation");
            AppendOnlyTable table = AppendOnlyTable.open(clickHouse, database, route.target(), layout, generation);
            if (RowVersion.epochOf(table.watermark()) > start.epoch()) {
                throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                        "The table " + route.target() + " holds a row of version "
                                + Long.toUnsignedString(table.watermark()) + ", which the pipe has not written",
                        "Delete the rows that others wrote into it", wanted.source()));
            }
            return new StreamTarget(wanted.number(), wanted.source(), layout, table::append,
                    version -> mayHoldFrom(wanted, version), table.watermark(),
                    loads.ahead(route.loadedUntil()));
        }
        InsertTarget insert = InsertTarget.of(database, route.target(), layout, null);
        return new StreamTarget(wanted.number(), wanted.source(), layout,
                rows -> clickHouse.insert(insert, rows::writeTo), version -> mayHoldFrom(wanted, version), 0, null);
    }

    /** Engine Null has given its rows to what is behind it, and knows of none. */
    private boolean mayHoldFrom(UnopenedTarget wanted, long version) {
        return switch (wanted.layout().writeMode()) {
            case DISCARD -> true;
            case UPSERT, APPEND -> Long.compareUnsigned(new DestinationTables(clickHouse)
                    .highestVersion(database, wanted.route().target(), RowLayout.VERSION, version), version) >= 0;
        };
    }
}
