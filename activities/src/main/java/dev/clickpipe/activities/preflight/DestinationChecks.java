package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.CopyOfOtherPipe;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.clickhouse.Storage;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.clickhouse.TableSpecification.Column;
import dev.clickpipe.activities.clickhouse.TakeOver;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.MappingProblems;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the destination takes the pipe's tables. */
final class DestinationChecks {
    /** Engines of databases in which EXCHANGE TABLES is atomic. */
    private static final Set<String> ATOMIC = Set.of("Atomic", "Replicated", "Shared");

    private final ClickHouse clickHouse;
    private final DestinationTables tables;
    private final PipeConfiguration configuration;
    private final ActivePipes living;
    private final boolean added;
    private final Findings findings;

    /**
     * @param added whether the tables join a pipe, for which a {@link CopyOfOtherPipe} makes room; false for those of a pipe that is
     * created
     */
    DestinationChecks(ClickHouse clickHouse, PipeConfiguration configuration, ActivePipes living, boolean added,
            Findings findings) {
        this.clickHouse = clickHouse;
        this.tables = new DestinationTables(clickHouse);
        this.configuration = configuration;
        this.living = living;
        this.added = added;
        this.findings = findings;
    }

    void check(Map<TableName, TableDefinition> definitions) {
        String database = configuration.destinationDatabase();
        Optional<String> engine = tables.databaseEngine(database);
        if (engine.isEmpty()) {
            findings.failure("destination.database", database, "there is no such database in ClickHouse",
                    "CREATE DATABASE " + Identifiers.quote(database));
            return;
        }
        if (!ATOMIC.contains(engine.get())) {
            findings.failure("destination.database", database, "its engine " + engine.get()
                    + " cannot exchange tables atomically", "Create a database with ENGINE = Atomic and use that");
            return;
        }
        probe(database);
        checkShared(definitions);
        for (int index = 0; index < configuration.tables().size(); index++) {
            checkTarget(index, configuration.tables().get(index), definitions);
        }
    }

    /** Does once, with a table of its own, what the pipe will do. */
    private void probe(String database) {
        String probe = "_clickpipe_probe_" + configuration.pipeId();
        List<String> both = List.of(probe, probe + "_other");
        try {
            for (String table : both) {
                tables.create(new TableSpecification(database, table, List.of(new Column("x", "UInt8", "")),
                        new Storage.Kept(List.of("x")), "Whether the pipe can do what it must"));
            }
            clickHouse.execute("INSERT INTO " + Identifiers.quote(database, probe) + " VALUES (1)");
            tables.exchange(database, both.getFirst(), both.getLast());
        } catch (RuntimeException refused) {
            findings.failure("destination.database", database, ErrorClassifier.errorOf(refused, null));
        } finally {
            both.forEach(table -> tables.drop(database, table));
        }
    }

    private void checkTarget(int index, TableMapping mapping, Map<TableName, TableDefinition> definitions) {
        String field = MappingChecks.field(index, "targetTable");
        String database = configuration.destinationDatabase();
        Optional<DestinationTable> present = tables.find(database, mapping.target());
        TableDefinition definition = definitions.get(mapping.source());
        if (present.isEmpty() || definition == null || TableSpecification.isMadeBy(configuration, present.get())) {
            return;
        }
        if (added && TakeOver.ofAnother(configuration, present.get(), living).isEmpty()
                && CopyOfOtherPipe.maker(configuration, mapping, present.get()).isPresent()) {
            return;
        }
        switch (TakeOver.of(tables, configuration, mapping, definition, present.get(), living)) {
            case TakeOver.Taken() -> {
                // As set-up will.
            }
            case TakeOver.Occupied(String problem, String remedy) ->
                findings.failure(field, mapping.target(), problem, remedy);
            case TakeOver.Unfit(List<String> problems, String remedy) -> problems
                    .forEach(problem -> findings.failure(field, mapping.target(),
                            "the destination table is there and does not fit: " + problem, remedy));
        }
    }

    /** Tables that share a target must look the same there, and be told apart by the same columns. */
    private void checkShared(Map<TableName, TableDefinition> definitions) {
        Map<String, RowLayout> layouts = new HashMap<>();
        for (int index = 0; index < configuration.tables().size(); index++) {
            TableMapping mapping = configuration.tables().get(index);
            TableDefinition definition = definitions.get(mapping.source());
            if (definition == null || !MappingProblems.of(definition, mapping).isEmpty()) {
                continue;
            }
            RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
            RowLayout other = layouts.putIfAbsent(mapping.target(), layout);
            if (other == null) {
                continue;
            }
            String field = MappingChecks.field(index, "targetTable");
            if (layout.writeMode() != WriteMode.UPSERT || other.writeMode() != WriteMode.UPSERT) {
                findings.failure(field, mapping.target(), "it also gets " + other.source().quoted()
                        + ", and only tables with a primary key and engine ReplacingMergeTree share a target",
                        "Choose another targetTable");
            } else if (!layout.declarations().equals(other.declarations())
                    || !layout.sortingKey().equals(other.sortingKey())) {
                findings.failure(field, mapping.target(), "it also gets " + other.source().quoted()
                        + ", which has other columns or another key",
                        "Choose another targetTable, or exclude what differs");
            }
        }
    }
}
