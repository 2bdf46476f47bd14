package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.stream.statement.FakeSourceTables;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Positions by file and offset: the same versions as by GTID, and the same again from wherever reading begins. */
class PositionsByFileTest {
    private static final int TRANSACTIONS = 40;

    @ParameterizedTest
    @EnumSource
    void everyPositionLeadsToTheSameVersions(Flavour flavour) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("SEED of the transactions " + seed);
        SourceServer server = SourceServer.of(flavour.type());
        try (TestSource source = TestSource.open(flavour);
                TestDestination destination = TestDestination.open();
                Connection connection = source.connections().openControl(source.connection())) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY AUTO_INCREMENT, v LONGTEXT)");
            SourceIdentity identity = server.identity(connection);
            Coordinates.FileOffset begin = server.binlogEnd(connection);
            Coordinates gtids = server.visiblePosition(connection, ReplicationMechanism.GTID);
            write(source, flavour, new Random(seed));
            Coordinates.FileOffset end = server.binlogEnd(connection);
            source.execute("INSERT INTO %db.t (v) VALUES ('last')");

            Reading reading = new Reading(source, destination, server, end);
            List<Position> byFile = reading.from(new Position(identity, 3, 1000, begin));
            List<Position> byGtid = reading.from(new Position(identity, 3, 1000, gtids));
            assertThat(byFile).hasSizeGreaterThan(TRANSACTIONS);
            assertThat(byFile).extracting(position -> ((Coordinates.FileOffset) position.coordinates()).file())
                    .as("files").contains(begin.file(), end.file());
            assertThat(byGtid.stream().map(Position::ordinal).distinct())
                    .isEqualTo(byFile.stream().map(Position::ordinal).distinct().toList());
            for (int i = 0; i < byFile.size() - 1; i += 3) {
                Position start = byFile.get(i);
                assertThat(start.source().binlogFileCreatedAt()).as("%s", start).isPositive();
                assertThat(reading.from(start)).as("from %s", start).isEqualTo(byFile.subList(i + 1, byFile.size()));
            }
        }
    }

    /** Transactions of several statements and tables' maps, statements of their own, compressed ones, new files. */
    private static void write(TestSource source, Flavour flavour, Random random) throws Exception {
        for (int i = 0; i < TRANSACTIONS; i++) {
            if (i == TRANSACTIONS / 3 || i == TRANSACTIONS / 2) {
                source.execute("FLUSH BINARY LOGS");
            }
            boolean compressed = random.nextBoolean();
            if (flavour == Flavour.MARIADB) {
                source.execute("SET GLOBAL log_bin_compress = " + (compressed ? "ON" : "OFF"));
            }
            String insert = "INSERT INTO %db.t (v) VALUES (REPEAT('x', " + random.nextInt(2000) + ")), ('y')";
            source.execute(flavour == Flavour.MYSQL && compressed
                    ? "SET SESSION binlog_transaction_compression = ON"
                    : "DO 0", "BEGIN", insert, "UPDATE %db.t SET v = CONCAT(v, 'z')", "COMMIT", insert);
            if (random.nextInt(4) == 0) {
                writeOthers(source, flavour, random);
            }
            if (random.nextInt(5) == 0) {
                source.execute("CREATE TABLE %db.other" + i + " AS SELECT * FROM %db.t");
            }
        }
        if (flavour == Flavour.MARIADB) {
            source.execute("SET GLOBAL log_bin_compress = OFF");
        }
    }

    /** What no table is followed by: XA, changed parts of documents, rows without all columns, a rollback. */
    private static void writeOthers(TestSource source, Flavour flavour, Random random) throws Exception {
        String id = "'" + source.database() + "'";
        String insert = "INSERT INTO %db.t (v) VALUES ('other')";
        String decision = random.nextBoolean() ? "COMMIT " : "ROLLBACK ";
        try (Connection session = source.connections().openControl(source.connection());
                Statement statement = session.createStatement()) {
            for (String sql : List.of("XA START " + id, insert.replace("%db", source.database()), "XA END " + id,
                    "XA PREPARE " + id)) {
                statement.execute(sql);
            }
            source.execute(random.nextBoolean() ? "DO 0" : "FLUSH BINARY LOGS");
            statement.execute("XA " + decision + id);
        }
        source.execute("XA START " + id, insert, "XA END " + id, "XA COMMIT " + id + " ONE PHASE");
        source.execute("SET SESSION binlog_row_image = MINIMAL", "UPDATE %db.t SET v = CONCAT(v, 'm')");
        source.execute("BEGIN", insert, "CREATE TEMPORARY TABLE %db.x (i INT)", "DROP TEMPORARY TABLE %db.x",
                "ROLLBACK");
        if (flavour == Flavour.MYSQL) {
            source.execute("SET SESSION binlog_row_value_options = PARTIAL_JSON",
                    "CREATE TABLE IF NOT EXISTS %db.j (d JSON)",
                    "INSERT INTO %db.j VALUES (JSON_OBJECT('a', 1, 'b', REPEAT('b', 1000)))",
                    "UPDATE %db.j SET d = JSON_SET(d, '$.a', 2)");
        }
    }

    /** Reads up to the first position behind an end, without following any table: ordinals count all. */
    private record Reading(TestSource source, TestDestination destination, SourceServer server,
            Coordinates.FileOffset end) {
        List<Position> from(Position start) throws Exception {
            PipeConfiguration configuration = Configurations.of(source.connection(), ReplicationMode.CDC,
                    ReplicationMechanism.FILE_POS, destination.database());
            StreamLease lease = new StreamLease(configuration, start, List.of(), Duration.ofHours(1), null);
            Routes routes = routes(lease);
            BatchExchange exchange = new BatchExchange(new BatchLimits(Duration.ZERO, 1, 1 << 20), 0, 0,
                    Long.MAX_VALUE);
            EveryEnd handler = new EveryEnd(exchange,
                    new TransactionReader(routes, exchange, start, null,
                            new SourceInquiries((_, _) -> {}, new StatementEffect(new FakeSourceTables()),
                                    new BinlogPrepareSearch(source.connections(), source.connection()))),
                    end);
            try (BinlogConnection _ = BinlogConnection.open(BinlogSource.ofHelper(source.connection(),
                    source.connections().password(source.connection()), server.flavour()), start.coordinates(),
                    start.source(), handler)) {
                return handler.all.get(2, TimeUnit.MINUTES);
            }
        }

        private Routes routes(StreamLease lease) throws InterruptedException {
            try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
                return Routes.open(lease, new DefinitionStore(destination.clickHouse(), destination.database()),
                        new StreamTargets(destination.clickHouse(), destination.database(), lease.position(), looks));
            }
        }
    }

    /** Takes the batch at every end, as a writer would that is always ready. */
    private static final class EveryEnd implements BinlogHandler {
        final CompletableFuture<List<Position>> all = new CompletableFuture<>();
        private final List<Position> positions = new ArrayList<>();
        private final BatchExchange exchange;
        private final TransactionReader reader;
        private final Coordinates.FileOffset end;
        private String file = "";

        EveryEnd(BatchExchange exchange, TransactionReader reader, Coordinates.FileOffset end) {
            this.exchange = exchange;
            this.reader = reader;
            this.end = end;
        }

        @Override
        public void handle(BinlogEvent event) throws InterruptedException {
            if (all.isDone()) {
                return;
            }
            reader.handle(event);
            if (exchange.ending() != null) {
                all.completeExceptionally(new AssertionError(String.valueOf(exchange.ending())));
                return;
            }
            if (event instanceof BinlogEvent.FileRotated rotated) {
                file = rotated.file();
            }
            if (exchange.filling().hasTransactionEnd()) {
                Batch batch = Objects.requireNonNull(exchange.take());
                positions.add(batch.end());
                exchange.written(batch);
            }
            if (event instanceof BinlogEvent.TransactionEnd(long next)
                    && BinlogOrder.reaches(new Coordinates.FileOffset(file, next), end)) {
                all.complete(positions);
            }
        }

        @Override
        public void ended(BinlogEnding ending) {
            all.completeExceptionally(new AssertionError(ending.toString()));
        }
    }
}
