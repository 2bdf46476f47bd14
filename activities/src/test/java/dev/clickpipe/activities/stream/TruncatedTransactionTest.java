package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.BinlogTestSource.Recorder;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.stream.statement.FakeSourceTables;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real transactions, of which the second one does not come to its end. */
@Timeout(120)
class TruncatedTransactionTest {
    private static final int ROOM = 1 << 20;

    private final TestDestination destination = TestDestination.open();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private TestSource source;
    private List<List<BinlogEvent>> transactions;

    @BeforeEach
    void write() throws Exception {
        source = TestSource.open(Flavour.MARIADB);
        source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY, v VARCHAR(10))");
        SourceServer server = SourceServer.of(Flavour.MARIADB.type());
        try (Connection connection = source.connections().openControl(source.connection())) {
            Coordinates start = server.visiblePosition(connection, ReplicationMechanism.GTID);
            source.execute("INSERT INTO %db.t VALUES (1, 'whole')", "INSERT INTO %db.t VALUES (2, 'cut'), (3, 'off')",
                    "INSERT INTO %db.t VALUES (4, 'behind')");
            transactions = read(server, start);
        }
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        source.close();
        destination.close();
    }

    private List<List<BinlogEvent>> read(SourceServer server, Coordinates start) throws Exception {
        List<List<BinlogEvent>> read = new ArrayList<>();
        Recorder recorder = new Recorder();
        BinlogSource binlog = BinlogSource.ofHelper(source.connection(),
                source.connections().password(source.connection()), server.flavour());
        try (BinlogConnection _ = BinlogConnection.open(binlog, start, recorder)) {
            List<BinlogEvent> transaction = new ArrayList<>();
            while (read.size() < 3) {
                BinlogEvent event = recorder.next();
                if (event instanceof BinlogEvent.TransactionStart) {
                    transaction = new ArrayList<>();
                }
                transaction.add(event);
                if (event instanceof BinlogEvent.TransactionEnd) {
                    read.add(transaction);
                }
            }
        }
        return read;
    }

    private Position start(SourceIdentity.Flavour flavour) {
        return new Position(new SourceIdentity(flavour, "server", "binlog.000007", 100), 3, 1000,
                new Coordinates.FileOffset("binlog.000007", 4));
    }

    private Routes routes(TableEngine engine, Position start) throws Exception {
        TableMapping mapping = Configurations.mapping(source.table("t"), "t", engine);
        PipeConfiguration configuration = Configurations.of(source.connection(), ReplicationMode.CDC,
                ReplicationMechanism.FILE_POS, destination.database(), mapping);
        DefinitionStore store = new DefinitionStore(destination.clickHouse(), destination.database());
        store.create();
        TableDefinition definition;
        try (Connection connection = source.connections().openControl(source.connection())) {
            definition = Objects.requireNonNull(new SourceDefinitions(connection)
                    .definitions(List.of(source.table("t"))).get(source.table("t")));
        }
        int revision = store.record(source.pipeId(), definition);
        destination.tables().createUnlessThere(TableSpecification.ofCopy(configuration, mapping,
                RowLayout.of(definition, mapping, configuration.replication()), "t", null));
        StreamLease lease = new StreamLease(configuration, start,
                List.of(new RoutedTable(source.table("t"), revision, List.of(new Route("t", "uuid", null, null)))),
                Duration.ofHours(1), null);
        return Routes.open(lease, store,
                new StreamTargets(destination.clickHouse(), destination.database(), start, threads));
    }

    private TransactionReader reading(Routes routes, BatchExchange exchange, Position start) {
        return new TransactionReader(routes, exchange, start, null,
                new SourceInquiries((_, _) -> {}, new StatementEffect(new FakeSourceTables()),
                        new BinlogPrepareSearch(source.connections(), source.connection())));
    }

    private static BatchExchange exchange(long maximumBytes) {
        return new BatchExchange(new BatchLimits(Duration.ZERO, 1000, maximumBytes), 1, 1, Long.MAX_VALUE);
    }

    /** The transactions, each whole or without its end, which another file follows. */
    private List<BinlogEvent> events(boolean cutOff, BinlogEvent... nextFile) {
        List<BinlogEvent> events = new ArrayList<>(List.of(new BinlogEvent.FileRotated("binlog.000007", 4),
                new BinlogEvent.FileDescribed(100, false)));
        events.addAll(transactions.get(0));
        List<BinlogEvent> second = transactions.get(1);
        events.addAll(cutOff ? second.subList(0, second.size() - 1) : second);
        events.addAll(List.of(nextFile));
        return events;
    }

    private static BinlogEvent[] nextFile(boolean afterCrash) {
        return new BinlogEvent[]{new BinlogEvent.FileRotated("binlog.000008", 4),
                new BinlogEvent.FileDescribed(200, afterCrash)};
    }

    private static void handle(TransactionReader reader, List<BinlogEvent> events) {
        try {
            for (BinlogEvent event : events) {
                reader.handle(event);
            }
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    private static Position store(Routes routes, BatchExchange exchange) throws InterruptedException {
        Batch batch = Objects.requireNonNull(exchange.take());
        routes.destinations().getFirst().insert().accept(batch.table(0).rows());
        Position end = Objects.requireNonNull(batch.end());
        exchange.written(batch);
        return end;
    }

    private static void assertStopped(BatchExchange exchange, String remedy) {
        assertThat(exchange.ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.BINLOG_NOT_UNDERSTOOD);
            assertThat(failed.error().message()).contains("binlog.000007 ends within a transaction");
            assertThat(failed.error().remedy()).contains(remedy);
        });
    }

    private long rowBytes(int transaction) {
        return transactions.get(transaction).stream().filter(BinlogEvent.RowsChanged.class::isInstance)
                .mapToLong(event -> ((BinlogEvent.RowsChanged) event).body().length()).sum();
    }

    @Test
    void whatACrashCutOffIsLeftOutAndCountsForNothing() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange exchange = exchange(ROOM);
        TransactionReader reader = reading(routes, exchange, start);
        handle(reader, events(true, nextFile(true)));
        assertThat(exchange.ending()).isNull();
        Position between = store(routes, exchange);
        assertThat(between.coordinates()).isEqualTo(new Coordinates.FileOffset("binlog.000008", 4));
        assertThat(between.ordinal()).isEqualTo(1000 + rowBytes(0));
        handle(reader, transactions.get(2));
        Position end = store(routes, exchange);
        assertThat(end.ordinal()).isEqualTo(1000 + rowBytes(0) + rowBytes(2));
        assertThat(destination.values("(id, v)", "t")).containsExactly("(1,'whole')", "(4,'behind')");

        // Who begins behind it gets to the same versions.
        BatchExchange again = exchange(ROOM);
        TransactionReader second = reading(routes, again, between);
        handle(second, List.of(new BinlogEvent.FileRotated("binlog.000008", 4),
                new BinlogEvent.FileDescribed(200, false)));
        handle(second, transactions.get(2));
        assertThat(store(routes, again)).extracting(Position::ordinal).isEqualTo(end.ordinal());
    }

    @Test
    void whatNoCrashExplainsStopsThePipe() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange rotated = exchange(ROOM);
        handle(reading(routes, rotated, start), events(true, nextFile(false)));
        assertStopped(rotated, "Resync");

        BatchExchange withoutDescription = exchange(ROOM);
        TransactionReader reader = reading(routes, withoutDescription, start);
        handle(reader, events(true, new BinlogEvent.FileRotated("binlog.000008", 4)));
        assertThat(withoutDescription.ending()).isNull();
        handle(reader, List.of(transactions.get(1).getLast()));
        assertStopped(withoutDescription, "Resync");

        BatchExchange mySql = exchange(ROOM);
        handle(reading(routes, mySql, start(SourceIdentity.Flavour.MYSQL)),
                events(true, nextFile(true)));
        assertStopped(mySql, "Resync");
    }

    @Test
    void piecesThatWereTakenAreNotLeftOut() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange exchange = exchange(1);
        TransactionReader reader = reading(routes, exchange, start);
        CompletableFuture<Void> reading = CompletableFuture
                .runAsync(() -> handle(reader, events(true, nextFile(true))), threads);
        Batch piece = Objects.requireNonNull(exchange.take());
        // The transaction before it has one row, which may be taken before its end is read.
        while (piece.rowCount() != 2) {
            exchange.written(piece);
            piece = Objects.requireNonNull(exchange.take());
        }
        exchange.written(piece);
        reading.join();
        assertStopped(exchange, "Resync");
    }

    /** Its worker was killed when it had stored them, and before it told anybody. */
    @Test
    void rowsThatAnEarlierAttemptStoredAreNotLeftOut() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange earlier = exchange(ROOM);
        handle(reading(routes, earlier, start), events(false));
        store(routes, earlier);
        BatchExchange exchange = exchange(ROOM);
        handle(reading(routes, exchange, start), events(true, nextFile(true)));
        assertStopped(exchange, "Resync");
    }

    @Test
    void nobodyKnowsWhatEngineNullHasPassedOn() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        BatchExchange exchange = exchange(ROOM);
        handle(reading(routes(TableEngine.NULL, start), exchange, start),
                events(true, nextFile(true)));
        assertStopped(exchange, "Resync");
    }

    /** As MariaDB writes it when temporary tables were made or dropped in it. */
    private List<BinlogEvent> rolledBack() {
        List<BinlogEvent> events = events(true, new BinlogEvent.RolledBack(null), transactions.get(1).getLast());
        events.addAll(transactions.get(2));
        return events;
    }

    private void assertTableStopped(BatchExchange exchange) {
        assertThat(exchange.ending()).isInstanceOfSatisfying(LeaseEnding.TablesFailed.class,
                failed -> assertThat(failed.errors()).hasSize(1).first().satisfies(error -> {
                    assertThat(error.kind()).isEqualTo(ErrorKind.ROWS_NOT_READABLE);
                    assertThat(error.message()).contains("rolled back");
                    assertThat(error.table()).isEqualTo(source.table("t"));
                }));
    }

    /** Its bytes count: who does not follow the table gets to the same versions. */
    @Test
    void whatTheSourceRolledBackIsLeftOut() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange exchange = exchange(ROOM);
        handle(reading(routes, exchange, start), rolledBack());
        assertThat(exchange.ending()).isNull();
        assertThat(store(routes, exchange).ordinal()).isEqualTo(1000 + rowBytes(0) + rowBytes(1) + rowBytes(2));
        assertThat(destination.values("(id, v)", "t")).containsExactly("(1,'whole')", "(4,'behind')");
    }

    @Test
    void aRollbackOfRowsThatMayBeStoredStopsTheirTable() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        BatchExchange unknown = exchange(ROOM);
        handle(reading(routes(TableEngine.NULL, start), unknown, start), rolledBack());
        assertTableStopped(unknown);
    }

    @Test
    void aRollbackOfRowsThatAnEarlierAttemptStoredStopsTheirTable() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        Routes routes = routes(TableEngine.REPLACING_MERGE_TREE, start);
        BatchExchange earlier = exchange(ROOM);
        handle(reading(routes, earlier, start), events(false));
        store(routes, earlier);
        BatchExchange exchange = exchange(ROOM);
        handle(reading(routes, exchange, start), rolledBack());
        assertTableStopped(exchange);
    }

    @Test
    void aRollbackOfRowsOfWhichAPieceWasTakenStopsTheirTable() throws Exception {
        Position start = start(SourceIdentity.Flavour.MARIADB);
        BatchExchange exchange = exchange(1);
        TransactionReader reader = reading(routes(TableEngine.REPLACING_MERGE_TREE, start), exchange, start);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> handle(reader, rolledBack()), threads);
        for (Batch piece = exchange.take(); piece != null; piece = exchange.take()) {
            exchange.written(piece);
        }
        reading.join();
        assertTableStopped(exchange);
    }
}
