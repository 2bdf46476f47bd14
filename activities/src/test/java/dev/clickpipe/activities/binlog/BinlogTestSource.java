package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A database of its own on a shared server, and what its binlog says. */
public final class BinlogTestSource implements AutoCloseable {
    private static final TlsSettings NO_TLS = new TlsSettings(true, false, null, null);
    private static final TlsSettings ANY_CERTIFICATE = new TlsSettings(false, true, null, null);

    private final SourceServer server;
    private final Flavour flavour;
    private final String schema;
    private final Connection connection;

    /** On the main server of a family. */
    public BinlogTestSource(Flavour flavour) throws SQLException {
        this(flavour, switch (flavour) {
            case MYSQL -> SharedParts.mysql();
            case MARIADB -> SharedParts.mariadb();
        });
    }

    public BinlogTestSource(Flavour flavour, SourceServer server) throws SQLException {
        this.flavour = flavour;
        this.server = server;
        schema = "test_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        try (Connection making = connect("")) {
            run(making, "CREATE DATABASE " + schema);
        }
        connection = connect(schema);
        run("SET SESSION sql_mode = '', time_zone = '+00:00'");
        run("CREATE TABLE marker (id INT PRIMARY KEY AUTO_INCREMENT)");
    }

    public Flavour flavour() {
        return flavour;
    }

    public SourceServer server() {
        return server;
    }

    public String schema() {
        return schema;
    }

    public Connection connection() {
        return connection;
    }

    /** Another session, with its statements prepared on the server as a snapshot's are. */
    public Connection openReader() throws SQLException {
        Connection reader = DriverManager.getConnection(
                server.jdbcUrl(schema) + "&useServerPrepStmts=true&tinyInt1isBit=false", server.user(),
                server.password());
        run(reader, "SET SESSION sql_mode = '', time_zone = '+00:00'");
        return reader;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database) + "&allowMultiQueries=false", server.user(),
                server.password());
    }

    public void run(String... statements) throws SQLException {
        run(connection, statements);
    }

    private static void run(Connection session, String... statements) throws SQLException {
        try (Statement statement = session.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** The file that the server writes to. */
    public String lastBinlog() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            String last = "";
            while (rows.next()) {
                last = rows.getString(1);
            }
            return last;
        }
    }

    /** Where the binlog ends now. */
    public Coordinates.Gtid position() throws SQLException {
        String sql = flavour == Flavour.MYSQL ? "SELECT @@global.gtid_executed" : "SELECT @@global.gtid_binlog_pos";
        return new Coordinates.Gtid(value(sql).replaceAll("\\s", ""));
    }

    public BinlogSource binlog(long serverId) {
        return binlog(serverId, NO_TLS);
    }

    public BinlogSource binlogOverTls(long serverId) {
        return binlog(serverId, ANY_CERTIFICATE);
    }

    private BinlogSource binlog(long serverId, TlsSettings tls) {
        return new BinlogSource(server.host(), server.port(), server.user(), server.password(), tls, serverId, flavour);
    }

    public static long anyServerId() {
        return ThreadLocalRandom.current().nextLong(100_000, 4_000_000_000L);
    }

    /** All events behind a position, up to a marker written now; without heartbeats. */
    public List<BinlogEvent> eventsSince(Coordinates from) throws SQLException, InterruptedException {
        return eventsSince(from, binlog(anyServerId()));
    }

    public List<BinlogEvent> eventsSince(Coordinates from, BinlogSource source)
            throws SQLException, InterruptedException {
        run("INSERT INTO marker VALUES ()");
        Recorder recorder = new Recorder();
        List<BinlogEvent> events = new ArrayList<>();
        try (BinlogConnection _ = BinlogConnection.open(source, from, recorder)) {
            boolean marked = false;
            while (true) {
                BinlogEvent event = recorder.next();
                marked |= event instanceof BinlogEvent.TableMapped mapped && mapped.schema().equals(schema)
                        && mapped.table().equals("marker");
                if (!(event instanceof BinlogEvent.Idle)) {
                    events.add(event);
                }
                if (marked && event instanceof BinlogEvent.TransactionEnd) {
                    return events;
                }
            }
        }
    }

    /** A table as information_schema describes it. */
    public TableDefinition definition(String table) throws SQLException {
        TableName name = new TableName(schema, table);
        return Objects.requireNonNull(new SourceDefinitions(connection).definitions(List.of(name)).get(name));
    }

    @Override
    public void close() throws SQLException {
        run("DROP DATABASE " + schema);
        connection.close();
    }

    /** Keeps what a connection says. */
    public static final class Recorder implements BinlogHandler {
        private static final long PATIENCE_SECONDS = 60;

        private final BlockingQueue<BinlogEvent> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<BinlogEnding> endings = new LinkedBlockingQueue<>();

        @Override
        public void handle(BinlogEvent event) {
            events.add(event);
        }

        @Override
        public void ended(BinlogEnding ending) {
            endings.add(ending);
        }

        public BinlogEvent next() throws InterruptedException {
            BinlogEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return event != null ? event : Assertions.fail("no event came; endings: " + endings);
        }

        public BinlogEnding ending() throws InterruptedException {
            BinlogEnding ending = endings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ending != null ? ending : Assertions.fail("the connection did not end");
        }

        public int endings() {
            return endings.size();
        }
    }
}
