package dev.clickpipe.activities.testing;

import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.secrets.SealKeys;
import dev.clickpipe.workflows.secrets.SecretOpener;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A fresh database at a real source, dropped when closed. */
public final class TestSource implements AutoCloseable {
    private static final SealKeys KEYS = SealKeys.generate();
    private static final SecretSealer SEALER = SecretSealer.fromText(KEYS.publicKey());
    private static final TlsSettings NO_TLS = new TlsSettings(true, false, null, null);

    private final Flavour flavour;
    private final SourceServer server;
    private final String database;
    private final UUID pipeId = UUID.randomUUID();
    private final SourceConnections connections = new SourceConnections(SecretOpener.fromText(KEYS.privateKey()));

    private TestSource(Flavour flavour, SourceServer server, String database) {
        this.flavour = flavour;
        this.server = server;
        this.database = database;
    }

    /** Makes a database with a name of its own. */
    public static TestSource open(Flavour flavour) throws SQLException {
        return open(flavour, "t_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Makes the database. */
    public static TestSource open(Flavour flavour, String database) throws SQLException {
        return open(flavour, flavour.server(), database);
    }

    /** Makes the database at another server of the family. */
    public static TestSource open(Flavour flavour, SourceServer server, String database) throws SQLException {
        TestSource source = new TestSource(flavour, server, database);
        source.execute("CREATE DATABASE " + quote(database) + " CHARACTER SET utf8mb4");
        return source;
    }

    public String database() {
        return database;
    }

    public UUID pipeId() {
        return pipeId;
    }

    public SourceServer server() {
        return server;
    }

    public SourceConnections connections() {
        return connections;
    }

    /** The server's administrator, without TLS. */
    public SourceConnection connection() {
        return connection(server.user(), server.password());
    }

    /** Another user, without TLS. */
    public SourceConnection connection(String user, String password) {
        return connection(user, password, server.port(), NO_TLS);
    }

    /** As given. */
    public SourceConnection connection(String user, String password, int port, TlsSettings tls) {
        return new SourceConnection(pipeId, flavour.type(), server.host(), port, user,
                SEALER.seal(password, pipeId, server.host()), tls, null);
    }

    /** A table of the database. */
    public TableName table(String name) {
        return new TableName(database, name);
    }

    /** Runs statements, each on its own; %db stands for the quoted database. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connections.openControl(connection());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.replace("%db", quote(database)));
            }
        }
    }

    public static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public void close() throws SQLException {
        execute("DROP DATABASE " + quote(database));
    }
}
