package dev.clickpipe.activities.testing;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import java.util.List;
import java.util.UUID;

/** A fresh database at a real ClickHouse, dropped when closed. */
public final class TestDestination implements AutoCloseable {
    private final String database;
    private final ClickHouse clickHouse;

    private TestDestination(String database, ClickHouse clickHouse) {
        this.database = database;
        this.clickHouse = clickHouse;
    }

    /** Makes a database with a name of its own. */
    public static TestDestination open() {
        return open("t_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Makes the database. */
    public static TestDestination open(String database) {
        ClickHouse clickHouse = new ClickHouse(address());
        clickHouse.execute("CREATE DATABASE " + Identifiers.quote(database) + " ENGINE = Atomic");
        return new TestDestination(database, clickHouse);
    }

    /** The shared server. */
    public static ClickHouseAddress address() {
        ClickHouseServer server = SharedParts.clickhouse();
        return new ClickHouseAddress(server.url().toString(), server.user(), server.password());
    }

    public String database() {
        return database;
    }

    public ClickHouse clickHouse() {
        return clickHouse;
    }

    public DestinationTables tables() {
        return new DestinationTables(clickHouse);
    }

    /** The values of an expression over the rows of a table under FINAL, as text, in order of the expression. */
    public List<String> values(String expression, String table) {
        return clickHouse.select("SELECT toString(" + expression + ") AS value FROM "
                + Identifiers.quote(database, table) + " FINAL ORDER BY value", row -> row.text("value"));
    }

    @Override
    public void close() {
        clickHouse.execute("DROP DATABASE " + Identifiers.quote(database));
        clickHouse.close();
    }
}
