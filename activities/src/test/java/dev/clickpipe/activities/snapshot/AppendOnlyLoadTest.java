package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.GuardedClickHouse;
import dev.clickpipe.activities.testing.GuardedClickHouse.Fate;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.SourceConnection;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads of a table with the rows 1, 1 and 2. */
@Timeout(120)
class AppendOnlyLoadTest {
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
        return load(clickHouse, "t", 1);
    }

    private LoadTable load(ClickHouse clickHouse, String target, int attempt) throws Exception {
        return load(source, source.connection(), ReplicationMode.CDC, clickHouse, target, attempt);
    }

    private LoadTable load(TestSource source, SourceConnection user, ReplicationMode mode, ClickHouse clickHouse,
            String target, int attempt) throws Exception {
        TableName name = source.table("t");
        TableMapping mapping = Configurations.mapping(name, target, TableEngine.REPLACING_MERGE_TREE);
        PipeConfiguration configuration = Configurations.of(user, mode, ReplicationMechanism.GTID,
                destination.database(), mapping);
        try (Connection connection = source.connections().openControl(user)) {
            TableDefinition definition = Objects.requireNonNull(
                    new SourceDefinitions(connection).definitions(List.of(name)).get(name));
            RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
            LoadRequest request = new LoadRequest(configuration, new RoutedTable(name, 1, List.of()),
                    new Partition(0, null, null), 1, null);
            return new AppendOnlyLoad(request, mapping, clickHouse, threads,
                    new LoadAttempt(attempt, Instant.ofEpochMilli(attempt))).run(
                            source.connections(), definition,
                            layout, new LoadProgress());
        }
    }

    /** A gate at which inserts meet these fates, one after the other, and then pass. */
    private GuardedClickHouse gate(Fate... fates) throws Exception {
        Iterator<Fate> next = List.of(fates).iterator();
        return GuardedClickHouse.open(statement -> {
            if (!statement.contains("INSERT INTO")) {
                return Fate.PASSES;
            }
            inserts.add(statement);
            return next.hasNext() ? next.next() : Fate.PASSES;
        });
    }

    private List<DestinationTable> tables() {
        return destination.tables().beginningWith(destination.database(), "_clickpipe_load_");
    }

    private List<String> rows(LoadTable load) {
        String name = tables().stream().filter(table -> table.uuid().equals(load.tableUuid()))
                .map(DestinationTable::name).findFirst().orElse("none");
        return destination.clickHouse().select("SELECT toString(a) AS a FROM "
                + Identifiers.quote(destination.database(), name) + " ORDER BY a", row -> row.text("a"));
    }

    @Test
    void aBlockIsGivenAgainAsTheSameAndStoredOnce() throws Exception {
        try (GuardedClickHouse gate = gate(Fate.LOSES_ITS_ANSWER, Fate.IS_REFUSED);
                ClickHouse clickHouse = gate.clickHouse()) {
            assertThat(rows(load(clickHouse))).containsExactly("1", "1", "2");
        }
        assertThat(inserts).hasSize(3).allMatch(insert -> insert.contains("insert_deduplication_token=load 1"));
    }

    /** It was frozen before it did anything, for so long that another one took over. */
    @Test
    void anAttemptThatIsLetGoLeavesItsSuccessorsTableAlone() throws Exception {
        ClickHouse clickHouse = destination.clickHouse();
        LoadTable successor = load(clickHouse, "t", 2);
        LoadTable late = load(clickHouse, "t", 1);
        assertThat(rows(successor)).containsExactly("1", "1", "2");
        assertThat(rows(late)).containsExactly("1", "1", "2");
        LoadTable last = load(clickHouse, "t", 3);
        assertThat(tables()).singleElement().extracting(DestinationTable::uuid).isEqualTo(last.tableUuid());
    }

    /** Those of an earlier release had no generation in their names. */
    @Test
    void onlyCopiesOfTheTableMadeByThePipeAreDropped() throws Exception {
        String ours = "Copy of " + source.table("t").quoted() + " by ClickPipe " + source.pipeId();
        String earlier = make("_clickpipe_load_t", ours);
        List<String> others = List.of(make("_clickpipe_load_00000000000_01234567_a", ""),
                make("_clickpipe_load_b", ours.replace("`t`", "`u`")),
                make("_clickpipe_load_c",
                        "Copy of " + source.table("t").quoted() + " by ClickPipe " + UUID.randomUUID()),
                make("_clickpipe_load_fffffffffff_01234567_t", ours), make("_clickpipe_loaded", ours));
        LoadTable load = load(destination.clickHouse(), "t", 1);
        assertThat(tables()).extracting(DestinationTable::name).doesNotContain(earlier)
                .containsAll(others.subList(0, others.size() - 1)).hasSize(others.size());
        assertThat(destination.tables().find(destination.database(), others.getLast())).isPresent();
        assertThat(rows(load)).hasSize(3);
    }

    private String make(String name, String comment) {
        destination.clickHouse().execute("CREATE TABLE " + Identifiers.quote(destination.database(), name)
                + " (a Int32) ENGINE = MergeTree ORDER BY a COMMENT " + Identifiers.literal(comment));
        return name;
    }

    /** A file of ClickHouse is named by its table, and bytes that are no letters or digits take three each there. */
    @Test
    void tableNamesOfAnyLength() throws Exception {
        int longest = Integer.parseInt(destination.clickHouse().select("SELECT toString("
                + "getMaxTableNameLengthForDatabase(" + Identifiers.literal(destination.database()) + ")) AS n",
                row -> row.text("n")).getFirst());
        for (String target : List.of("x".repeat(longest), "ü".repeat(longest / 6), "日本".repeat(longest / 18),
                "-".repeat(longest / 3), "t")) {
            make(target, "");
            LoadTable load = load(destination.clickHouse(), target, 1);
            assertThat(rows(load)).hasSize(3);
            String name = LoadTables.name(target, load.generation());
            assertThat(name).startsWith("_clickpipe_load_").contains("_" + target.substring(0, 1));
            destination.tables().exchange(destination.database(), target, name);
            destination.tables().drop(destination.database(), name);
        }
    }

    @Test
    void rowsThatAreMissingAreNoticed() throws Exception {
        try (GuardedClickHouse gate = gate(Fate.IS_SWALLOWED); ClickHouse clickHouse = gate.clickHouse()) {
            assertThatThrownBy(() -> load(clickHouse)).isInstanceOfSatisfying(PipeException.class, missing -> {
                assertThat(missing.error().kind()).isEqualTo(ErrorKind.LOAD_INCOMPLETE);
                assertThat(missing.error().message()).contains("3 rows were written", "holds 0");
            });
        }
    }

    /** As by a replica that takes rows and does not share them. The engine of the tests has no row policies to hide them. */
    @Test
    void rowsThatAreMissingEveryTimeNeedAPerson() throws Exception {
        try (GuardedClickHouse gate = GuardedClickHouse
                .open(statement -> statement.contains("INSERT INTO") ? Fate.IS_SWALLOWED : Fate.PASSES);
                ClickHouse clickHouse = gate.clickHouse()) {
            for (int attempt = 1; attempt <= AppendOnlyLoad.PATIENT_ATTEMPTS; attempt++) {
                ErrorKind kind = attempt < AppendOnlyLoad.PATIENT_ATTEMPTS
                        ? ErrorKind.LOAD_INCOMPLETE
                        : ErrorKind.DESTINATION_CHANGED;
                int number = attempt;
                assertThatThrownBy(() -> load(clickHouse, "t", number)).isInstanceOfSatisfying(PipeException.class,
                        missing -> {
                            assertThat(missing.error().kind()).as("attempt %d", number).isEqualTo(kind);
                            assertThat(missing.error().message()).contains("3 rows were written", "holds 0");
                            assertThat(missing.error().remedy()).contains("look for a row policy");
                        });
            }
        }
        assertThat(rows(load(destination.clickHouse(), "t", AppendOnlyLoad.PATIENT_ATTEMPTS + 1))).hasSize(3);
    }

    /** It may have no binlog, and the user nothing but SELECT. */
    @ParameterizedTest
    @EnumSource
    void withoutAStreamTheSourceIsAskedForNoPosition(Flavour flavour) throws Exception {
        String option = flavour == Flavour.MYSQL ? "--disable-log-bin" : "--skip-log-bin";
        try (TestSource silent = TestSource.open(flavour, flavour.server("without-binlog", option), "loaded_once")) {
            silent.execute("CREATE TABLE %db.t (a INT)", "INSERT INTO %db.t VALUES (1), (1), (2)",
                    "CREATE USER 'reader'@'%' IDENTIFIED BY 'p'", "GRANT SELECT ON %db.* TO 'reader'@'%'");
            LoadTable load = load(silent, silent.connection("reader", "p"), ReplicationMode.SNAPSHOT,
                    destination.clickHouse(), "t", 1);
            assertThat(load.loadedUntil()).isNull();
            assertThat(rows(load)).containsExactly("1", "1", "2");
            silent.execute("DROP USER 'reader'@'%'");
        }
    }
}
