package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table with every type, filled by hand on both sides, then changed by one thing at a time. */
abstract class ComparisonTest extends OnBothSides {
    private static final String COLUMNS = "id, code, flag, big, amount, ratio, exact, day, moment, stamp, name, body,"
            + " raw, fixed, kind, _peerdb_version, _peerdb_is_deleted";
    private static final String FIRST = "(1, 'Straße', 1, 18446744073709551615, 1.50, 0.1, 0.1, '1999-12-31',"
            + " '1999-12-31 23:59:59.000001', '2024-02-29 12:00:00.5', 'Zoë 🚀', 'a\\tb', ";

    private int changes;

    @BeforeEach
    void fillBothSides() throws SQLException, IOException, InterruptedException {
        sides().onSource(
                """
                        CREATE TABLE %s.t (id BIGINT, code VARCHAR(20), flag TINYINT(1), big BIGINT UNSIGNED,
                          amount DECIMAL(10,2), ratio FLOAT, exact DOUBLE, day DATE, moment DATETIME(6), stamp TIMESTAMP(1) NULL,
                          name VARCHAR(50), body TEXT, raw VARBINARY(20), fixed BINARY(4), kind ENUM('a','é'),
                          PRIMARY KEY (code, id)) DEFAULT CHARSET=utf8mb4""");
        sides().onSource("INSERT INTO %s.t VALUES " + FIRST + "x'00FF', x'01000000', 'é'), "
                + "(-2, 'strasse b', 0, 0, -0.01, NULL, 1e300, NULL, NULL, NULL, '', NULL, NULL, 'abcd', NULL), "
                + "(10, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a'), "
                + "(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a')");
        sides().onDestination("""
                CREATE TABLE %s.t (id Int64, code String, flag Nullable(Bool), big Nullable(UInt64),
                  amount Nullable(Decimal(10, 2)), ratio Nullable(Float32), exact Nullable(Float64),
                  day Nullable(Date32), moment Nullable(DateTime64(6)), stamp Nullable(DateTime64(6, 'UTC')),
                  name Nullable(String), body Nullable(String), raw Nullable(String), fixed Nullable(String),
                  kind LowCardinality(Nullable(String)), _peerdb_version UInt64, _peerdb_is_deleted UInt8)
                ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY (code, id)""");
        insert(FIRST + "'\\x00\\xFF', '\\x01\\0\\0\\0', 'é', 1, 0), "
                + "(-2, 'strasse b', 0, 0, -0.01, NULL, 1e300, NULL, NULL, NULL, '', NULL, NULL, 'abcd', NULL, 1, 0), "
                + "(10, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a', 1, 0), "
                + "(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'old', 'y', '', 'abcd', 'a', 1, 0), "
                + "(11, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'gone', 'y', '', 'abcd', 'a', 1, 0)");
        insert("(9, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'x', 'y', '', 'abcd', 'a', 2, 0), "
                + "(11, 'B', 1, 7, 0, 2.5, -1, '2024-01-01', '2024-01-01', '2024-01-01', 'gone', 'y', '', 'abcd', 'a', 2, 1)");
    }

    @Test
    void equalRowsOfEveryTypeAreEqual() {
        CommandRun ran = compare();

        assertThat(ran.out())
                .contains("TABLE " + sides().database() + ".t source=4 destination=4 missing=0 extra=0 different=0")
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

            CommandRun ran = compare();

            assertThat(ran.out()).as(other).contains("different=1")
                    .contains(": " + other.split(" ", 2)[0] + " source=");
            assertThat(ran.code()).as(other).isEqualTo(1);
        }
    }

    @Test
    void rowsOfOneSideAreMissingOrExtra() throws SQLException {
        sides().onSource("DELETE FROM %s.t WHERE id = 9");
        sides().onSource("INSERT INTO %s.t (id, code) VALUES (3, 'Zzz'), (3, 'ä')");

        CommandRun ran = compare();

        assertThat(ran.out()).contains("source=5 destination=4 missing=2 extra=1 different=0")
                .contains("missing in " + sides().database() + ".t where code='ä', id=3")
                .contains("extra in " + sides().database() + ".t where code='B', id=9");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void columnsThatAreNotCopiedHaveToBeNamed() throws IOException, InterruptedException {
        sides().onDestination("ALTER TABLE %s.t DROP COLUMN body");

        CommandRun without = compare();
        assertThat(without.out()).contains("Column " + sides().database() + ".t.body is not in");
        assertThat(without.code()).isEqualTo(2);
        assertThat(compare("--exclude", sides().database() + ".t.body").code()).isZero();
    }

    @Test
    void nullsMayHaveToArriveAsDefaults() throws IOException, InterruptedException {
        sides().onDestination("ALTER TABLE %s.t MODIFY COLUMN raw String DEFAULT ''");

        assertThat(compare().out()).contains("different=1").contains(": raw source=NULL destination=0x");
        assertThat(compare("--nulls-as-defaults").code()).isZero();
    }

    @Test
    void whatCannotBeComparedIsSaid() throws SQLException, IOException, InterruptedException {
        sides().onSource("ALTER TABLE %s.t ADD COLUMN doc JSON");
        assertThat(compare().out()).contains("doc").contains("--exclude " + sides().database() + ".t.doc");

        sides().onDestination("DROP TABLE %s.t");
        CommandRun missing = compare();
        assertThat(missing.out()).contains("ClickHouse has no table " + sides().database() + ".t");
        assertThat(missing.code()).isEqualTo(2);
    }

    private CommandRun compare(String... more) {
        return sides().compare("t", more);
    }

    /** Gives row 10 a newer version: that of row 9, which is the same, with one column changed. */
    private void change(String assignment) throws IOException, InterruptedException {
        String[] parts = assignment.split(" = ", 2);
        sides().onDestination("INSERT INTO %s.t (" + COLUMNS + ") SELECT "
                + COLUMNS.replaceFirst("id,", "10,").replace(" " + parts[0] + ",", " " + parts[1] + ",")
                        .replace("_peerdb_version", "_peerdb_version + " + ++changes)
                + " FROM %s.t FINAL WHERE code = 'B' AND id = 9");
    }

    private void insert(String rows) throws IOException, InterruptedException {
        sides().onDestination("INSERT INTO %s.t (" + COLUMNS + ") VALUES " + rows);
    }

    @Test
    void ofAppendedTablesLiveRowsLessDeletedOnesCount() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.a (v VARCHAR(9), n INT, f DOUBLE, d DECIMAL(5,1)) DEFAULT"
                + " CHARSET=utf8mb4");
        sides().onSource("INSERT INTO %s.a VALUES ('x', 10, 0.5, 1), ('x', 10, 0.5, 1), ('X', 9, NULL, NULL),"
                + " (NULL, NULL, NULL, NULL), ('é', -1, 2, -3.5)");
        sides().createAppended("a", "v Nullable(String), n Nullable(Int32), f Nullable(Float64),"
                + " d Nullable(Decimal(5, 1))");
        sides().onDestination("INSERT INTO %s.a VALUES ('x', 10, 0.5, 1, 1, 0), ('x', 10, 0.5, 1, 1, 0),"
                + " ('X', 9, NULL, NULL, 1, 0), (NULL, NULL, NULL, NULL, 2, 0), ('é', -1, 2, -3.5, 3, 0),"
                + " ('gone', 1, 1, 1, 4, 0), ('gone', 1, 1, 1, 5, 1)");
        assertThat(sides().compare("a").out()).contains("source=5 destination=5 missing=0 extra=0 different=0");
        for (String[] change : new String[][]{{"('x', 10, 0.5, 1, 9, 0)", "missing=0 extra=1 different=0"},
                {"('x', 10, 0.5, 1, 9, 1)", "missing=1 extra=0 different=0"},
                {"('never', 1, 1, 1, 9, 1)", "missing=0 extra=0 different=1"},
                {"('X', 9, NULL, NULL, 9, 1), ('Y', 9, NULL, NULL, 9, 0)", "missing=1 extra=1 different=0"}}) {
            CommandRun ran = sides().compareWith("a", change[0]);
            assertThat(ran.out()).as(change[0]).contains(change[1]);
            assertThat(ran.code()).as(change[0]).isEqualTo(1);
        }
    }

    @Test
    void appendedTablesMayHaveManyLongTexts() throws SQLException, IOException, InterruptedException {
        String texts = "REPEAT('x', 70000)" + ", REPEAT('x', 70000)".repeat(7);
        sides().onSource("CREATE TABLE %s.l (a LONGTEXT, b LONGTEXT, c LONGTEXT, d LONGTEXT, e LONGTEXT, f LONGTEXT,"
                + " g LONGTEXT, h LONGTEXT)");
        sides().createAppended("l", "a String, b String, c String, d String, e String, f String, g String, h String");
        for (int rows = 0; rows < 20; rows++) {
            sides().onSource("INSERT INTO %s.l VALUES (" + texts + ")");
            sides().onDestination("INSERT INTO %s.l SELECT " + texts + ", 1, 0");
        }

        assertThat(sides().compare("l").out()).contains("source=20 destination=20 missing=0 extra=0 different=0");
        sides().onDestination("INSERT INTO %s.l SELECT " + texts.replaceFirst("'x'", "'w'") + ", 1, 0");
        assertThat(sides().compare("l").out()).contains("source=20 destination=21 missing=0 extra=1 different=0");
    }

    @Test
    void ofAppendedTablesZerosOfBothSignsAreMatchedInAnyOrder()
            throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.z (f DOUBLE, n INT)");
        sides().createAppended("z", "f Float64, n Int32");
        sides().onSource("INSERT INTO %s.z VALUES (0e0, 1), (-0e0, 1), (0e0, 1), (-0e0, 1), (0e0, 2)");
        sides().onDestination("INSERT INTO %s.z VALUES (-0., 1, 1, 0), (-0., 1, 1, 0), (0., 1, 1, 0), (0., 1, 1, 0),"
                + " (0., 2, 1, 0)");

        assertThat(sides().compare("z").out()).contains("source=5 destination=5 missing=0 extra=0 different=0");
        sides().onDestination("INSERT INTO %s.z VALUES (0., 1, 9, 1), (-0., 1, 9, 0)");
        assertThat(sides().compare("z").out()).contains("source=5 destination=5 missing=1 extra=1 different=0");
    }

    @Test
    void timesBitsSetsAndDocumentsAreCompared() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.more (id INT PRIMARY KEY, t TIME(3), y YEAR, b BIT(9), s SET('a','é'),"
                + " j JSON) DEFAULT CHARSET=utf8mb4");
        sides().onSource("INSERT INTO %s.more VALUES (1, '-838:59:58.007', 2024, 257, 'a,é', '[1, \"ü\"]'),"
                + " (2, NULL, NULL, NULL, NULL, NULL)");
        sides().createKeyed("more", "id Int32, t Nullable(DateTime64(6, 'UTC')), y Nullable(Int16),"
                + " b Nullable(UInt64), s Nullable(String), j Nullable(String)", "id");
        sides().onDestination("INSERT INTO %s.more SELECT 1, fromUnixTimestamp64Micro("
                + "toInt64(-(838 * 3600 + 59 * 60 + 58) * 1000000 - 7000), 'UTC'), 2024, 257, 'a,é', '[1, \"ü\"]', 1, 0"
                + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, 1, 0");

        assertThat(sides().compare("more").out()).contains("source=2 destination=2 missing=0 extra=0 different=0");
        for (String[] other : new String[][]{{"t", "t + toIntervalMicrosecond(1)"}, {"y", "2025"}, {"b", "256"},
                {"s", "'a'"}, {"j", "'[1,\"ü\"]'"}}) {
            assertThat(sides().compareWith("more", other[0], other[1]).out()).as(other[0]).contains("different=1")
                    .contains(": " + other[0] + " source=");
        }
    }

    @Test
    void columnsMayHaveOtherNamesAndTypes(@TempDir Path folder) throws SQLException, IOException, InterruptedException {
        sides().onSource("SET SESSION sql_mode = ''");
        sides().onSource(
                "CREATE TABLE %s.c (id INT PRIMARY KEY, n INT, b BIT(9), d DECIMAL(10,4), e DECIMAL(10,4), i INT,"
                        + " day DATE, m DATETIME(2), tm TIME(3), u CHAR(36), raw BINARY(16), f BINARY(3), r DOUBLE, w DECIMAL(5,0))");
        sides().onSource("INSERT INTO %s.c VALUES (1, -7, b'100000001', -0.5, 1.25, 12, '0000-00-00',"
                + " '9999-12-31 23:59:59.50', '-838:59:58.5', '00112233-4455-6677-8899-aabbccddeeff',"
                + " x'00112233445566778899AABBCCDD0000', 'ab', 1.5, 42), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                + " NULL, NULL, NULL, NULL, NULL, NULL)");
        sides().createKeyed("c", "`order id` String, b Nullable(String), n Nullable(String), d Nullable(String),"
                + " e Nullable(Decimal(20, 6)), i Nullable(Decimal(10, 2)), day LowCardinality(Nullable(String)),"
                + " m Nullable(String), tm Nullable(String), u Nullable(UUID), raw Nullable(UUID),"
                + " f Nullable(FixedString(3)), r Nullable(Float32), w Nullable(Int64)", "`order id`");
        sides().onDestination("INSERT INTO %s.c VALUES ('1', '-7', '257', '-0.5000', 1.25, 12, '0000-00-00',"
                + " '9999-12-31 23:59:59.50', '-838:59:58.500', '00112233-4455-6677-8899-aabbccddeeff',"
                + " '00112233-4455-6677-8899-aabbccdd0000', 'ab\\0', 1.5, 42, 1, 0), ('2', NULL, NULL, NULL, NULL,"
                + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0)");
        String mapping = """
                {"sourceSchemaName": "%s.", "sourceTable": "c", "targetTable": "c", "columns": [
                 {"sourceColumn": "id", "targetColumn": "order id"}, {"sourceColumn": "n", "targetColumn": "b"},
                 {"sourceColumn": "b", "targetColumn": "n"}, {"sourceColumn": "d", "targetType": "String"}]}""";

        assertThat(sides().comparePipe(folder, mapping).out())
                .contains("source=2 destination=2 missing=0 extra=0 different=0");
        sides().onDestination("CREATE TABLE %s.kept ENGINE = Memory AS SELECT * FROM %s.c WHERE `order id` = '1'");
        int version = 1;
        for (String[] other : new String[][]{{"b", "'-8'"}, {"n", "'256'"}, {"d", "'-0.5'"}, {"e", "1.250001"},
                {"i", "12.01"}, {"day", "'0000-00-01'"}, {"m", "'9999-12-31 23:59:59.51'"}, {"tm", "'-838:59:58.501'"},
                {"u", "'00112233-4455-6677-8899-aabbccddeefe'"}, {"raw", "'00112233-4455-6677-8899-aabbccdd0001'"},
                {"f", "'abc'"}, {"r", "1.5000001"}, {"w", "43"}, {"w", "NULL"}}) {
            sides().onDestination(
                    "INSERT INTO %s.c SELECT * REPLACE (" + other[1] + " AS " + other[0] + ", " + ++version
                            + " AS _peerdb_version) FROM %s.kept");
            assertThat(sides().comparePipe(folder, mapping).out()).as(other[0])
                    .contains("missing=0 extra=0 different=1");
        }
    }

    /** Servers show a BIT as its bytes, and ZEROFILL with zeros before the number. */
    @Test
    void bitsAndFilledNumbersMayBeDecimals() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.b (id INT(6) ZEROFILL PRIMARY KEY, b BIT(9), w BIT(64), n INT(8) ZEROFILL,"
                + " s SMALLINT ZEROFILL, d DECIMAL(8,2) ZEROFILL, e DECIMAL(8,2) ZEROFILL)");
        sides().onSource("INSERT INTO %s.b VALUES (1, b'100000001', 0xFFFFFFFFFFFFFFFF, 42, 7, 1.5, 1.5),"
                + " (10, 0, 48, 0, 0, 0, 0), (2, NULL, NULL, NULL, NULL, NULL, NULL)");
        String columns = "id Decimal(10, 0), b Nullable(Decimal(3, 0)), w Nullable(Decimal(22, 1)),"
                + " n Nullable(Decimal(10, 0)), s Nullable(Decimal(9, 4)), d Nullable(Decimal(8, 2)),"
                + " e Nullable(Decimal(12, 4))";
        String rows = " VALUES (1, 257, 18446744073709551615, 42, 7, 1.5, 1.5, 1, 0), (10, 0, 48, 0, 0, 0, 0, 1, 0),"
                + " (2, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0)";
        sides().createKeyed("b", columns, "id");
        sides().onDestination("INSERT INTO %s.b" + rows);

        assertThat(sides().compare("b").out()).contains("source=3 destination=3 missing=0 extra=0 different=0");
        for (String[] other : new String[][]{{"b", "256"}, {"w", "18446744073709551614"}, {"n", "43"}, {"s", "7.0001"},
                {"d", "1.51"}, {"e", "1.5001"}}) {
            assertThat(sides().compareWith("b", other[0], other[1]).out()).as(other[0]).contains("different=1")
                    .contains(": " + other[0] + " source=");
        }

        sides().onDestination("DROP TABLE %s.b");
        sides().createAppended("b", columns);
        sides().onDestination("INSERT INTO %s.b" + rows);
        assertThat(sides().compare("b").out()).contains("source=3 destination=3 missing=0 extra=0 different=0");
    }
}
