package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the checks say of a pipe. */
record PreflightOutcome(PreflightReport report) {
    private static final ReplicationSettings REPLICATION = new ReplicationSettings(ReplicationMode.CDC,
            ReplicationMechanism.GTID, 1, 100_000, false, true, 1, 1000, 1, false, OutOfRange.NEAREST);

    static PreflightOutcome of(TestSource source, SourceConnection connection, ClickHouse clickHouse, String database,
            TableMapping... tables) {
        return of(source, connection, REPLICATION, clickHouse, database, tables);
    }

    /** Of a pipe that follows by file and offset. */
    static PreflightOutcome byFile(TestSource source, SourceConnection connection, TableEngine engine,
            String... tables) {
        return of(source, connection, ReplicationMode.CDC, ReplicationMechanism.FILE_POS, engine, tables);
    }

    /** Of a pipe that follows these mappings by GTID, with a choice for foreign keys; null for none. */
    static PreflightOutcome cascading(TestSource source, SourceConnection connection, ReplicationMode mode,
            @Nullable ForeignKeyCascades choice, TableMapping... tables) {
        ReplicationSettings replication = new ReplicationSettings(mode, ReplicationMechanism.GTID, 1, 100_000, false,
                true, 1, 1000, 1, false, OutOfRange.NEAREST).cascading(choice);
        try (TestDestination destination = TestDestination.open()) {
            return of(source, connection, replication, destination.clickHouse(), destination.database(), tables);
        }
    }

    /** Of a pipe that copies once and then is done. */
    static PreflightOutcome once(TestSource source, SourceConnection connection, ReplicationMechanism mechanism,
            TableEngine engine, String... tables) {
        return of(source, connection, ReplicationMode.SNAPSHOT, mechanism, engine, tables);
    }

    /** Of a pipe that begins at a chosen place. */
    static PreflightOutcome from(TestSource source, Coordinates chosen, String... tables) {
        ReplicationMechanism mechanism = switch (chosen) {
            case Coordinates.Gtid _ -> ReplicationMechanism.GTID;
            case Coordinates.FileOffset _ -> ReplicationMechanism.FILE_POS;
        };
        ReplicationSettings replication = new ReplicationSettings(ReplicationMode.CDC_ONLY, mechanism, 1, 100_000,
                false, true, 1, 1000, 1, false, OutOfRange.NEAREST).startingAt(chosen);
        try (TestDestination destination = TestDestination.open()) {
            return of(source, source.connection(), replication, destination.clickHouse(), destination.database(),
                    Arrays.stream(tables).map(table -> mapping(source.table(table), table))
                            .toArray(TableMapping[]::new));
        }
    }

    private static PreflightOutcome of(TestSource source, SourceConnection connection, ReplicationMode mode,
            ReplicationMechanism mechanism, TableEngine engine, String... tables) {
        ReplicationSettings replication = new ReplicationSettings(mode, mechanism, 1, 100_000, false, true, 1, 1000, 1,
                false, OutOfRange.NEAREST);
        try (TestDestination destination = TestDestination.open()) {
            return of(source, connection, replication, destination.clickHouse(), destination.database(),
                    Arrays.stream(tables).map(table -> new TableMapping(source.table(table), table, List.of(), false,
                            List.of(), engine, null, List.of())).toArray(TableMapping[]::new));
        }
    }

    private static PreflightOutcome of(TestSource source, SourceConnection connection, ReplicationSettings replication,
            ClickHouse clickHouse, String database, TableMapping... tables) {
        return of(source, connection, replication, clickHouse, database, null, tables);
    }

    private static PreflightOutcome of(TestSource source, SourceConnection connection, ReplicationSettings replication,
            ClickHouse clickHouse, String database, @Nullable ActivePipes joining, TableMapping... tables) {
        PipeConfiguration configuration = new PipeConfiguration(connection.pipeId(), UUID.randomUUID(), "checked",
                connection, replication, List.of(tables), database, 1, Instant.now());
        return new PreflightOutcome(
                new PreflightActivitiesImpl(source.connections(), clickHouse,
                        joining == null ? _ -> false : joining).check(configuration, joining != null));
    }

    /** As if the tables joined a pipe that there is. */
    static PreflightOutcome added(TestSource source, ActivePipes living, ClickHouse clickHouse, String database,
            TableMapping... tables) {
        return of(source, source.connection(), REPLICATION, clickHouse, database, living, tables);
    }

    /** Into a destination that has nothing wrong, under the tables' own names. */
    static PreflightOutcome of(TestSource source, SourceConnection connection, String... tables) {
        try (TestDestination destination = TestDestination.open()) {
            return of(source, connection, destination.clickHouse(), destination.database(),
                    Arrays.stream(tables).map(table -> mapping(source.table(table), table))
                            .toArray(TableMapping[]::new));
        }
    }

    static TableMapping mapping(TableName source, String target) {
        return new TableMapping(source, target, List.of(), false, List.of(), TableEngine.REPLACING_MERGE_TREE, null,
                List.of());
    }

    List<PreflightFinding> failures() {
        return report.failures();
    }

    /** Each as {@code field value: problem}. */
    List<String> sentences() {
        return failures().stream().map(found -> found.field() + " " + found.value() + ": " + found.problem()).toList();
    }

    List<String> remedies() {
        return failures().stream().map(PreflightFinding::remedy).toList();
    }
}
