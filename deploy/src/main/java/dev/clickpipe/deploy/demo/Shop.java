package dev.clickpipe.deploy.demo;

import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** The shop's database at one server. */
public final class Shop {
    /** Name of its database. */
    public static final String DATABASE = "shop";
    /** Who reads it for the pipe. */
    public static final String READER = "clickpipe";

    private final SourceAddress administrator;

    /** @param administrator may create databases and users */
    public Shop(SourceAddress administrator) {
        this.administrator = administrator;
    }

    /** How many rows it was made with; empty when it is not there or was not filled to the end. */
    public OptionalLong madeRows() throws SQLException {
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("SELECT COUNT(*) FROM information_schema.TABLES"
                    + " WHERE TABLE_SCHEMA = '" + DATABASE + "' AND TABLE_NAME = 'opened'")) {
                if (!tables.next() || tables.getLong(1) == 0) {
                    return OptionalLong.empty();
                }
            }
            try (ResultSet opened = statement.executeQuery("SELECT made FROM " + Names.source(DATABASE, "opened"))) {
                return opened.next() ? OptionalLong.of(opened.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /**
     * Makes the database anew.
     *
     * @param rows rows of all tables together
     * @param seed the same seed gives the same rows
     * @param progress takes the name of each table when it is full
     */
    public void create(long rows, long seed, Consumer<ShopTable> progress) throws SQLException, IOException {
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Names.source(DATABASE));
            statement.execute("CREATE DATABASE " + Names.source(DATABASE) + " CHARACTER SET utf8mb4");
            statement.execute("USE " + Names.source(DATABASE));
            for (String table : definitions()) {
                statement.execute(table);
            }
            ShopRows shopRows = new ShopRows(statement, rows, seed);
            for (ShopTable table : ShopTable.values()) {
                shopRows.fill(table);
                progress.accept(table);
            }
            // Stands for "filled to the end", so that a start that was interrupted is made anew.
            statement.execute("CREATE TABLE opened (made BIGINT NOT NULL PRIMARY KEY)");
            statement.execute("INSERT INTO opened VALUES (" + rows + ")");
        }
    }

    /** Lets a user with this name and password, from anywhere, read the shop and the binlog; nothing else. */
    public SourceAddress grantReader(String password) throws SQLException {
        String user = "'" + READER + "'@'%'";
        String quoted = "'" + password.replace("\\", "\\\\").replace("'", "''") + "'";
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER IF NOT EXISTS " + user + " IDENTIFIED BY " + quoted);
            statement.execute("ALTER USER " + user + " IDENTIFIED BY " + quoted);
            statement.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + user);
            statement.execute("GRANT SELECT ON " + Names.source(DATABASE) + ".* TO " + user);
        }
        return new SourceAddress(administrator.host(), administrator.port(), READER, password);
    }

    /** Rows of a table now. */
    public long count(Connection connection, ShopTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT COUNT(*) FROM " + Names.source(DATABASE, table.tableName()))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /**
     * Writes one more row into each table in one transaction, recognisable by the returned text in the table's marker
     * column: when a destination shows it, it shows all that was committed before.
     */
    public String writeMarkers() throws SQLException {
        String marker = "marker " + UUID.randomUUID();
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            connection.setCatalog(DATABASE);
            connection.setAutoCommit(false);
            String suffix = marker.substring(marker.length() - 12);
            statement.execute("INSERT INTO customers (email, name, registered_at, notes) VALUES ('" + suffix
                    + "@example.org', 'Marker', UTC_TIMESTAMP(6), '" + marker + "')");
            statement.execute("INSERT INTO products (sku, title, description, price, barcode) VALUES ('" + suffix
                    + "', 'Marker', '" + marker + "', 0, 'mark')");
            statement.execute("INSERT INTO orders (customer_id, placed_at, note) VALUES (1, UTC_TIMESTAMP(3), '"
                    + marker + "')");
            statement.execute("INSERT INTO order_lines (order_id, line, sku, quantity, unit_price, remark)"
                    + " VALUES (LAST_INSERT_ID(), 1, '" + suffix + "', 1, 0, '" + marker + "')");
            connection.commit();
        }
        return marker;
    }

    private static List<String> definitions() throws IOException {
        try (InputStream resource = Shop.class.getResourceAsStream("shop.sql")) {
            if (resource == null) {
                throw new IOException("shop.sql is not in the jar");
            }
            List<String> statements = new ArrayList<>();
            for (String statement : new String(resource.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement.strip());
                }
            }
            return statements;
        }
    }
}
