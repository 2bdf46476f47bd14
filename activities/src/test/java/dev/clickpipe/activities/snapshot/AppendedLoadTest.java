package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.Gate;
import dev.clickpipe.activities.testing.Gate.Fate;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads of a table with the rows 1, 1 and 2. */
@Timeout(120)
class AppendedLoadTest {
    private final TestDestination destination = TestDestination.open();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> inserts = new ConcurrentLinkedQueue<>();
    private TestSource source;

    @BeforeEach
    void open() throws SQLException {
        source = TestSource.open(Flavour.MARIADB);
        source.execute("CREATE TABLE %db.t (a INT)", "INSERT INTO %db.t VALUES (1), (1), (2)");
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        source.close();
        destination.close();
    }

    private LoadTable load(ClickHouse clickHouse) throws Exception {
        TableName name = source.table("t");
        TableMapping mapping = new TableMapping(name, "t", List.of(), false, List.of(),
                TableEngine.REPLACING_MERGE_TREE, null);
        PipeConfiguration configuration = new PipeConfiguration(source.pipeId(), UUID.randomUUID(), "p",
                source.connection(),
                new ReplicationSettings(ReplicationMode.CDC, ReplicationMechanism.GTID, 1, 1, false, false, 1, 1000, 1,
                        false, OutOfRange.NEAREST),
                List.of(mapping), destination.database(), 1, Instant.EPOCH);
        try (Connection connection = source.connections().openControl(source.connection())) {
            TableDefinition definition = Objects.requireNonNull(
                    new SourceDefinitions(connection).definitions(List.of(name)).get(name));
            RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
            LoadRequest request = new LoadRequest(configuration, new RoutedTable(name, 1, List.of()),
                    new Partition(0, null, null));
            return new AppendedLoad(request, mapping, clickHouse, threads).run(source.connections(), definition,
                    layout, new LoadProgress());
        }
    }

    /** A gate at which inserts meet these fates, one after the other, and then pass. */
    private Gate gate(Fate... fates) throws Exception {
        Iterator<Fate> next = List.of(fates).iterator();
        return Gate.open(statement -> {
            if (!statement.contains("INSERT INTO")) {
                return Fate.PASSES;
            }
            inserts.add(statement);
            return next.hasNext() ? next.next() : Fate.PASSES;
        });
    }

    private List<String> rows(LoadTable load) {
        String name = destination.clickHouse()
                .select("SELECT toString(name) AS name FROM system.tables WHERE database = "
                        + Identifiers.literal(destination.database()) + " AND uuid = "
                        + Identifiers.literal(load.tableUuid()),
                        row -> row.text("name"))
                .getFirst();
        return destination.clickHouse().select("SELECT toString(a) AS a FROM "
                + Identifiers.quote(destination.database(), name) + " ORDER BY a", row -> row.text("a"));
    }

    @Test
    void aBlockIsGivenAgainAsTheSameAndStoredOnce() throws Exception {
        try (Gate gate = gate(Fate.LOSES_ITS_ANSWER, Fate.IS_REFUSED); ClickHouse clickHouse = gate.clickHouse()) {
            assertThat(rows(load(clickHouse))).containsExactly("1", "1", "2");
        }
        assertThat(inserts).hasSize(3).allMatch(insert -> insert.contains("insert_deduplication_token=load 1"));
    }

    @Test
    void rowsThatAreMissingAreNoticed() throws Exception {
        try (Gate gate = gate(Fate.IS_SWALLOWED); ClickHouse clickHouse = gate.clickHouse()) {
            assertThatThrownBy(() -> load(clickHouse)).isInstanceOfSatisfying(PipeException.class, missing -> {
                assertThat(missing.error().kind()).isEqualTo(ErrorKind.LOAD_INCOMPLETE);
                assertThat(missing.error().message()).contains("3 rows were written", "holds 0");
            });
        }
    }
}
