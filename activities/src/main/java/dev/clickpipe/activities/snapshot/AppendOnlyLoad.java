package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.InsertRetry;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All rows of one source table as of one position, into a table of their own that takes the destination's place when it
 * is whole. A block may be given again, all of it never: another attempt makes another table, and what is left of an
 * earlier one cannot write there, because its generation is another.
 */
final class AppendOnlyLoad {
    /** Some eleven seconds: a ClickHouse that restarts is back by then, and beyond that the source's snapshot only ages. */
    private static final int INSERT_ATTEMPTS = 8;
    /**
     * Loads that may turn out to be incomplete before a person is asked. ClickHouse has to crash at the wrong moment for
     * one; what makes several so does not pass by itself, and every load reads the whole table.
     */
    static final int PATIENT_ATTEMPTS = 4;

    private final LoadRequest request;
    private final TableMapping mapping;
    private final ClickHouse clickHouse;
    private final ExecutorService threads;
    private final LoadAttempt attempt;

    AppendOnlyLoad(LoadRequest request, TableMapping mapping, ClickHouse clickHouse, ExecutorService threads,
            LoadAttempt attempt) {
        this.attempt = attempt;
        this.request = request;
        this.mapping = mapping;
        this.clickHouse = clickHouse;
        this.threads = threads;
    }

    /**
     * Loads the table; returns when all is acknowledged.
     *
     * @throws PipeException LOAD_INCOMPLETE when ClickHouse shows other rows than were written, DESTINATION_CHANGED when
     * that stays so
     */
    LoadTable run(SourceConnections sources, TableDefinition definition, RowLayout layout, LoadProgress progress)
            throws SQLException, InterruptedException {
        String generation = Generation.fresh(attempt.scheduledAt());
        DestinationTable made = make(layout, generation);
        InsertTarget target = InsertTarget.of(made.database(), made.name(), layout, generation);
        AtomicInteger block = new AtomicInteger();
        InsertRetry repetition = InsertRetry.times(INSERT_ATTEMPTS);
        try (BlockWriter writer = new BlockWriter(rows -> {
            // Each block has a token of its own, because a table may hold the same rows many times; and the same one
            // however often it is given, because an insert may be stored though its answer is an error.
            String token = "load " + block.incrementAndGet();
            repetition.run(definition.name(), () -> clickHouse.insertOnce(target, rows::writeTo, token));
        }, threads, progress); repetition) {
            ExactSnapshot snapshot = snapshot(sources);
            TableReader.read(snapshot.connection(), definition, layout, request.version(), "", writer);
            checkWhole(made, progress.loaded().rows());
            return new LoadTable(made.uuid(), generation, snapshot.at());
        }
    }

    private ExactSnapshot snapshot(SourceConnections sources) throws SQLException, InterruptedException {
        SourceConnection source = request.configuration().source();
        ReplicationSettings replication = request.configuration().replication();
        if (replication.mode() == ReplicationMode.SNAPSHOT) {
            return ExactSnapshot.openAlone(sources, source);
        }
        SnapshotVisibility view = SnapshotVisibility.of(request);
        view.open(sources).close();
        return view.require(ExactSnapshot.open(sources, source, replication.mechanism(), mapping.source()));
    }

    /** ClickHouse may have logged a block's token before its rows were stored, and then it took the repetition for done. */
    private void checkWhole(DestinationTable made, long written) {
        long found = new DestinationTables(clickHouse).count(made.database(), made.name());
        if (found != written) {
            throw incomplete(made, written, found);
        }
    }

    private PipeException incomplete(DestinationTable made, long written, long found) {
        boolean patient = attempt.number() < PATIENT_ATTEMPTS;
        String look = "look for a row policy or a TTL on new tables of " + made.database()
                + ", or for replicas that do not share them";
        return new PipeException(new PipeError(patient ? ErrorKind.LOAD_INCOMPLETE : ErrorKind.DESTINATION_CHANGED,
                "Of " + mapping.source().quoted() + " " + written + " rows were written, and " + made.name()
                        + " holds " + found,
                patient
                        ? "It is loaded again; when that stays so, " + look
                        : "It was tried " + attempt.number() + " times: " + look,
                mapping.source()));
    }

    private DestinationTable make(RowLayout layout, String generation) {
        PipeConfiguration configuration = request.configuration();
        new LoadTables(clickHouse, configuration, mapping.source(), mapping.target()).dropBefore(generation);
        DestinationTables tables = new DestinationTables(clickHouse);
        String name = LoadTables.name(mapping.target(), generation);
        tables.create(TableSpecification.ofCopy(configuration, mapping, layout, name, generation));
        return tables.find(configuration.destinationDatabase(), name)
                .orElseThrow(() -> new IllegalStateException(name + " was made and is not there"));
    }
}
