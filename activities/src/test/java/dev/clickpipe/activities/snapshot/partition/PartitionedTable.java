package dev.clickpipe.activities.snapshot.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.SourceTableKind;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of a test whose column {@code n} numbers its rows from 0, its partitions, their rows and how many plans it took. */
record PartitionedTable(Connection connection, TableName name, PartitionKey key, List<Partition> partitions,
        List<List<Integer>> rows, int plans) {
    /** More than any test needs, so that plans end by their limit. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LIMIT = 3;

    /**
     * Plans a table, a few partitions at a time, and reads it.
     *
     * @param partitionKey the chosen column; null for none
     */
    static PartitionedTable of(TestSource source, Connection connection, String table, @Nullable String partitionKey,
            int rowsPerPartition) throws SQLException {
        return of(source, connection, table, partitionKey, rowsPerPartition, null, LIMIT, PATIENCE);
    }

    static PartitionedTable of(TestSource source, Connection connection, String table, @Nullable String partitionKey,
            int rowsPerPartition, @Nullable Partition begun, int limit, Duration patience) throws SQLException {
        TableName name = source.table(table);
        SourceDefinitions definitions = new SourceDefinitions(connection);
        TableDefinition definition = Objects.requireNonNull(definitions.definitions(List.of(name)).get(name));
        SourceTableKind facts = Objects.requireNonNull(definitions.tables(List.of(name)).get(name));
        TableMapping mapping = new TableMapping(name, table, List.of(), false, List.of(),
                TableEngine.REPLACING_MERGE_TREE, partitionKey, List.of());
        Optional<PartitionKey> key = PartitionKey.of(definition, mapping);
        PartitionPlanner planner = new PartitionPlanner(name, key, definitions.indexes(name), facts.engine(),
                rowsPerPartition, facts.estimatedRows());
        List<Partition> partitions = new ArrayList<>(begun == null ? List.of() : List.of(begun));
        KeyBound next = begun == null ? null : begun.until();
        int plans = 0;
        do {
            plans++;
            PartitionPlan plan = planner.plan(connection, next, partitions.size(), limit, patience);
            assertThat(plan.partitions()).hasSizeBetween(1, limit);
            partitions.addAll(plan.partitions());
            next = plan.next();
        } while (next != null);
        List<List<Integer>> rows = new ArrayList<>();
        for (Partition partition : partitions) {
            rows.add(numbers(connection, "SELECT n FROM " + name.quoted()
                    + key.map(columns -> columns.rows(partition)).orElse("")));
        }
        return new PartitionedTable(connection, name, key.orElse(new PartitionKey(List.of(), false)), partitions, rows,
                plans);
    }

    private static List<Integer> numbers(Connection connection, String query) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                numbers.add(row.getInt(1));
            }
        }
        return numbers;
    }

    /** Fails unless each row is in exactly one partition. */
    PartitionedTable eachRowOnce() throws SQLException {
        assertThat(rows.stream().flatMap(List::stream).sorted().toList()).as(name.table())
                .isEqualTo(numbers(connection, "SELECT n FROM " + name.quoted() + " ORDER BY n"));
        return this;
    }

    /** Fails unless there are so many partitions at least, none with more rows than that. */
    PartitionedTable split(int fewest, int mostRows) {
        assertThat(partitions).as(name.table()).hasSizeGreaterThanOrEqualTo(fewest);
        assertThat(rows.stream().max(Comparator.comparing(List::size)).orElseThrow()).as(name.table())
                .hasSizeLessThanOrEqualTo(mostRows);
        return this;
    }

    /** Fails unless the server reads each partition as a range of the primary key, and nothing beside it. */
    PartitionedTable byRangesOfTheirKey() throws SQLException {
        for (int index = 0; index < partitions.size(); index++) {
            String select = "SELECT * FROM " + name.quoted() + key.rows(partitions.get(index));
            try (Statement statement = connection.createStatement()) {
                try (ResultSet plan = statement.executeQuery("EXPLAIN FORMAT=TRADITIONAL " + select)) {
                    assertThat(plan.next()).isTrue();
                    assertThat(plan.getString("type")).as(select).isEqualTo("range");
                    assertThat(plan.getString("key")).as(select).isEqualTo("PRIMARY");
                }
                statement.execute("FLUSH LOCAL STATUS");
                statement.executeQuery(select).close();
                try (ResultSet read = statement.executeQuery(
                        "SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_next', 'Handler_read_rnd_next')")) {
                    long all = 0;
                    while (read.next()) {
                        all += read.getLong(2);
                    }
                    assertThat(all).as(select).isLessThanOrEqualTo(rows.get(index).size() + 3L);
                }
            }
        }
        return this;
    }
}
