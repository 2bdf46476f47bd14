package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Ran;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One table with every type, filled by hand on both sides, then changed by one thing at a time. */
abstract class ComparisonTest {
    private static final String COLUMNS = "id, code, flag, big, amount, ratio, exact, day, moment, stamp, name, body,"
            + " raw, fixed, kind, _peerdb_version, _peerdb_is_deleted";
    private static final String FIRST = "(1, 'Straße', 1, 18446744073709551615, 1.50, 0.1, 0.1, '1999-12-31',"
            + " '1999-12-31 23:59:59.000001', '2024-02-29 12:00:00.5', 'Zoë 🚀', 'a\\tb', ";

    private Connection source;
    private ClickHouse clickHouse;
    private String database;
    private int changes;

    abstract SourceServer server();

    @BeforeEach
    void fillBothSides() throws SQLException, IOException, InterruptedException {
        SourceServer server = server();
        ClickHouseServer destination = SharedParts.clickhouse();
        source = new SourceAddress(server.host(), server.port(), server.user(), server.password()).open();
        clickHouse = new ClickHouse(
                new ClickHouseAddress(destination.url(), destination.user(), destination.password()));
        database = "compare_" + server.name() + System.nanoTime();
        onSource("CREATE DATABASE " + database);
        onSource(
                """
                        CREATE TABLE %s.t (id BIGINT, code VARCHAR(20), flag TINYINT(1), big BIGINT UNSIGNED,
                          amount DECIMAL(10,2), ratio FLOAT, exact DOUBLE, day DATE, moment DATETIME(6), stamp TIMESTAMP(1) NULL,
                          name VARCHAR(50), body TEXT, raw VARBINARY(20), fixed BINARY(4), kind ENUM('a','é'),
                          PRIMARY KEY (code, id)) DEFAULT CHARSET=utf8mb4"""
                        .formatted(database));
        onSource("INSERT INTO " + database + ".t VALUES " + FIRST + "x'00FF', x'01000000', 'é'), "
                + "(-2, 'strasse b', 0, 0, -0.01, NULL, 1e300, NULL, NULL, NULL, '', NULL, NULL, 'abcd', NULL), "
                + "(10, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a'), "
                + "(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a')");
        clickHouse.execute("CREATE DATABASE " + database);
        clickHouse.execute("""
                CREATE TABLE %s.t (id Int64, code String, flag Nullable(Bool), big Nullable(UInt64),
                  amount Nullable(Decimal(10, 2)), ratio Nullable(Float32), exact Nullable(Float64),
                  day Nullable(Date32), moment Nullable(DateTime64(6)), stamp Nullable(DateTime64(6, 'UTC')),
                  name Nullable(String), body Nullable(String), raw Nullable(String), fixed Nullable(String),
                  kind LowCardinality(Nullable(String)), _peerdb_version UInt64, _peerdb_is_deleted UInt8)
                ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY (code, id)"""
                .formatted(database));
        insert(FIRST + "'\\x00\\xFF', '\\x01\\0\\0\\0', 'é', 1, 0), "
                + "(-2, 'strasse b', 0, 0, -0.01, NULL, 1e300, NULL, NULL, NULL, '', NULL, NULL, 'abcd', NULL, 1, 0), "
                + "(10, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a', 1, 0), "
                + "(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'old', 'y', '', 'abcd', 'a', 1, 0), "
                + "(11, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'gone', 'y', '', 'abcd', 'a', 1, 0)");
        insert("(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a', 2, 0), "
                + "(11, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'gone', 'y', '', 'abcd', 'a', 2, 1)");
    }

    @AfterEach
    void dropBothSides() throws SQLException, IOException, InterruptedException {
        try (Connection closing = source; ClickHouse last = clickHouse) {
            onSource("DROP DATABASE " + database);
            last.execute("DROP DATABASE " + database);
            assertThat(closing.isClosed()).isFalse();
        }
    }

    @Test
    void equalRowsOfEveryTypeAreEqual() {
        Ran ran = compare();

        assertThat(ran.out()).contains("TABLE " + database + ".t source=4 destination=4 missing=0 extra=0 different=0")
                .contains("CHECK equal");
        assertThat(ran.code()).isZero();
    }

    @Test
    void oneOtherByteIsFound() throws IOException, InterruptedException {
        change("name = 'y'");

        assertThat(compare().out()).contains("different=1").contains("CHECK different")
                .contains("where code='B', id=10: name source='x' destination='y'");
    }

    @Test
    void everyColumnIsLookedAt() throws IOException, InterruptedException {
        for (String other : new String[]{"flag = 0", "big = 8", "amount = 0.01", "ratio = 2.5000002",
                "exact = reinterpretAsFloat64(reinterpretAsUInt64(toFloat64(-1)) + 1)",
                "day = '2024-01-02'", "moment = '2024-01-01 00:00:00.000001'", "stamp = NULL", "body = 'Y'",
                "raw = '\\0'",
                "fixed = 'abcde'", "kind = 'é'"}) {
            change(other);

            Ran ran = compare();

            assertThat(ran.out()).as(other).contains("different=1")
                    .contains(": " + other.split(" ", 2)[0] + " source=");
            assertThat(ran.code()).as(other).isEqualTo(1);
        }
    }

    @Test
    void rowsOfOneSideAreMissingOrExtra() throws SQLException {
        onSource("DELETE FROM " + database + ".t WHERE id = 9");
        onSource("INSERT INTO " + database + ".t (id, code) VALUES (3, 'Zzz'), (3, 'ä')");

        Ran ran = compare();

        assertThat(ran.out()).contains("source=5 destination=4 missing=2 extra=1 different=0")
                .contains("missing in " + database + ".t where code='ä', id=3")
                .contains("extra in " + database + ".t where code='B', id=9");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void columnsThatAreNotCopiedHaveToBeNamed() throws IOException, InterruptedException {
        clickHouse.execute("ALTER TABLE " + database + ".t DROP COLUMN body");

        Ran without = compare();
        assertThat(without.out()).contains("Column " + database + ".t.body is not in");
        assertThat(without.code()).isEqualTo(2);
        assertThat(compare("--exclude", database + ".t.body").code()).isZero();
    }

    @Test
    void nullsMayHaveToArriveAsDefaults() throws IOException, InterruptedException {
        clickHouse.execute("ALTER TABLE " + database + ".t MODIFY COLUMN raw String DEFAULT ''");

        assertThat(compare().out()).contains("different=1").contains(": raw source=NULL destination=0x");
        assertThat(compare("--nulls-as-defaults").code()).isZero();
    }

    @Test
    void whatCannotBeComparedIsSaid() throws SQLException, IOException, InterruptedException {
        onSource("ALTER TABLE " + database + ".t ADD COLUMN doc JSON");
        assertThat(compare().out()).contains("doc").contains("--exclude " + database + ".t.doc");

        clickHouse.execute("DROP TABLE " + database + ".t");
        Ran missing = compare();
        assertThat(missing.out()).contains("ClickHouse has no table " + database + ".t");
        assertThat(missing.code()).isEqualTo(2);
    }

    private Ran compare(String... more) {
        return compareTable(database + ".t=" + database + ".t", more);
    }

    private Ran compareTable(String table, String... more) {
        SourceServer server = server();
        ClickHouseServer destination = SharedParts.clickhouse();
        List<String> arguments = new ArrayList<>(List.of("--source", server.url(), "--clickhouse",
                destination.urlWithLogin(), "--table", table));
        arguments.addAll(List.of(more));
        Ran ran = Ran.command(new CompareCommand(), arguments.toArray(String[]::new));
        assertThat(ran.out()).doesNotContain(server.password()).doesNotContain(destination.password());
        return ran;
    }

    /** Gives row 10 a newer version: that of row 9, which is the same, with one column changed. */
    private void change(String assignment) throws IOException, InterruptedException {
        String[] parts = assignment.split(" = ", 2);
        clickHouse.execute("INSERT INTO " + database + ".t (" + COLUMNS + ") SELECT "
                + COLUMNS.replaceFirst("id,", "10,").replace(" " + parts[0] + ",", " " + parts[1] + ",")
                        .replace("_peerdb_version", "_peerdb_version + " + ++changes)
                + " FROM " + database + ".t FINAL WHERE code = 'B' AND id = 9");
    }

    private void insert(String rows) throws IOException, InterruptedException {
        clickHouse.execute("INSERT INTO " + database + ".t (" + COLUMNS + ") VALUES " + rows);
    }

    private void onSource(String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void ofAppendedTablesLiveRowsLessDeletedOnesCount() throws SQLException, IOException, InterruptedException {
        onSource("CREATE TABLE " + database + ".a (v VARCHAR(9), n INT, f DOUBLE, d DECIMAL(5,1)) DEFAULT"
                + " CHARSET=utf8mb4");
        onSource("INSERT INTO " + database + ".a VALUES ('x', 10, 0.5, 1), ('x', 10, 0.5, 1), ('X', 9, NULL, NULL),"
                + " (NULL, NULL, NULL, NULL), ('é', -1, 2, -3.5)");
        clickHouse.execute("CREATE TABLE " + database + ".a (v Nullable(String), n Nullable(Int32),"
                + " f Nullable(Float64), d Nullable(Decimal(5, 1)), _peerdb_version UInt64, _peerdb_is_deleted UInt8)"
                + " ENGINE = MergeTree ORDER BY _peerdb_version");
        clickHouse.execute("INSERT INTO " + database + ".a VALUES ('x', 10, 0.5, 1, 1, 0), ('x', 10, 0.5, 1, 1, 0),"
                + " ('X', 9, NULL, NULL, 1, 0), (NULL, NULL, NULL, NULL, 2, 0), ('é', -1, 2, -3.5, 3, 0),"
                + " ('gone', 1, 1, 1, 4, 0), ('gone', 1, 1, 1, 5, 1)");
        String table = database + ".a=" + database + ".a";
        assertThat(compareTable(table).out()).contains("source=5 destination=5 missing=0 extra=0 different=0");
        for (String[] change : new String[][]{{"('x', 10, 0.5, 1, 9, 0)", "missing=0 extra=1 different=0"},
                {"('x', 10, 0.5, 1, 9, 1)", "missing=1 extra=0 different=0"},
                {"('never', 1, 1, 1, 9, 1)", "missing=0 extra=0 different=1"},
                {"('X', 9, NULL, NULL, 9, 1), ('Y', 9, NULL, NULL, 9, 0)", "missing=1 extra=1 different=0"}}) {
            clickHouse.execute("INSERT INTO " + database + ".a VALUES " + change[0]);
            Ran ran = compareTable(table);
            assertThat(ran.out()).as(change[0]).contains(change[1]);
            assertThat(ran.code()).as(change[0]).isEqualTo(1);
            clickHouse.execute("DELETE FROM " + database + ".a WHERE _peerdb_version = 9");
        }
    }

    @Test
    void timesBitsSetsAndDocumentsAreCompared() throws SQLException, IOException, InterruptedException {
        onSource("CREATE TABLE " + database + ".more (id INT PRIMARY KEY, t TIME(3), y YEAR, b BIT(9), s SET('a','é'),"
                + " j JSON) DEFAULT CHARSET=utf8mb4");
        onSource("INSERT INTO " + database + ".more VALUES (1, '-838:59:58.007', 2024, 257, 'a,é', '[1, \"ü\"]'),"
                + " (2, NULL, NULL, NULL, NULL, NULL)");
        clickHouse.execute("""
                CREATE TABLE %s.more (id Int32, t Nullable(DateTime64(6, 'UTC')), y Nullable(Int16), b Nullable(UInt64),
                  s Nullable(String), j Nullable(String), _peerdb_version UInt64, _peerdb_is_deleted UInt8)
                ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id""".formatted(database));
        clickHouse.execute("INSERT INTO " + database + ".more SELECT 1, fromUnixTimestamp64Micro("
                + "toInt64(-(838 * 3600 + 59 * 60 + 58) * 1000000 - 7000), 'UTC'), 2024, 257, 'a,é', '[1, \"ü\"]', 1, 0"
                + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, 1, 0");
        String table = database + ".more=" + database + ".more";

        assertThat(compareTable(table).out()).contains("source=2 destination=2 missing=0 extra=0 different=0");
        for (String other : new String[]{"t = t + toIntervalMicrosecond(1)", "y = 2025", "b = 256", "s = 'a'",
                "j = '[1,\"ü\"]'"}) {
            clickHouse
                    .execute("INSERT INTO " + database + ".more SELECT * REPLACE (" + other.split(" = ", 2)[1] + " AS "
                            + other.split(" ", 2)[0] + ", 9 AS _peerdb_version) FROM " + database
                            + ".more WHERE id = 1");
            assertThat(compareTable(table).out()).as(other).contains("different=1")
                    .contains(": " + other.split(" ", 2)[0] + " source=");
            clickHouse.execute("DELETE FROM " + database + ".more WHERE _peerdb_version = 9");
        }
    }
}
