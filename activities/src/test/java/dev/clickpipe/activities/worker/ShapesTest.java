package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables of every shape. Rows that the snapshot read have an {@code id} below 100; the same rows, an id 100 higher, come
 * with the stream, and must be the same in ClickHouse but for that.
 */
class ShapesTest extends RunningWorkersTest {
    private static final int COLUMNS = 1000;

    private static TableMapping mapping(TestSource source, String table, List<String> excluded, List<String> sortingKey,
            TableEngine engine) {
        return new TableMapping(source.table(table), table, excluded, !sortingKey.isEmpty(), sortingKey, engine, null,
                List.of());
    }

    private static TableMapping mapping(TestSource source, String table) {
        return mapping(source, table, List.of(), List.of(), TableEngine.REPLACING_MERGE_TREE);
    }

    private static TestPipe running(Flavour flavour, TestSource source, TestDestination destination,
            List<TableMapping> mappings) {
        TestPipe pipe = TestPipe.start(workers, source.server(), flavour.type(), ReplicationMode.CDC,
                ReplicationMechanism.GTID, destination.database(), mappings);
        pipe.await(PipeState.RUNNING);
        return pipe;
    }

    private static void run(Flavour flavour, TestSource source, TestDestination destination,
            List<TableMapping> mappings, String insert, String[]... tables) throws Exception {
        for (String[] table : tables) {
            source.execute(table[0], table[1]);
        }
        TestPipe pipe = running(flavour, source, destination, mappings);
        for (String[] table : tables) {
            source.execute(table[2]);
        }
        for (TableMapping mapping : mappings) {
            String table = TestSource.quote(mapping.target()).replace("\\", "\\\\");
            Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(destination.clickHouse().select(
                    "SELECT toString((countIf(" + insert + " < 100), countIf(" + insert + " >= 100))) AS c FROM "
                            + destination.database() + "." + table,
                    row -> row.text("c"))).as(mapping.target()).containsExactly("(2,2)"));
            // Every column but the id, as one text a row, without what the pipe adds.
            assertThat(destination.clickHouse().select("SELECT toString(" + insert
                    + " % 100) AS k, toString(count()) AS times, toString(uniqExact(tuple(* EXCEPT ('^("
                    + insert.replace("`", "") + "|_peerdb_.*)$')))) AS different FROM " + destination.database() + "."
                    + table + " GROUP BY k",
                    row -> row.text("times") + " rows, " + row.text("different") + " different"))
                    .as(mapping.target()).containsOnly("2 rows, 1 different").hasSize(2);
        }
        pipe.delete();
    }

    @ParameterizedTest
    @EnumSource
    void aThousandColumns(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            // A row of InnoDB has room for 8126 bytes.
            String[][] kinds = {{"INT", "-7"}, {"VARCHAR(1)", "'ä'"}, {"DECIMAL(5,2)", "1.25"}, {"TIME", "'01:02:03'"},
                    {"SMALLINT UNSIGNED", "65535"}, {"DATE", "NULL"}};
            for (int i = 1; i < COLUMNS; i++) {
                columns.add("c" + i + " " + kinds[i % kinds.length][0]);
                values.add(kinds[i % kinds.length][1]);
            }
            String row = String.join(",", values);
            run(flavour, source, destination, List.of(mapping(source, "wide")), "id",
                    new String[]{"CREATE TABLE %db.wide (id INT PRIMARY KEY, " + String.join(",", columns) + ")",
                            "INSERT INTO %db.wide VALUES (1," + row + "), (2," + row + ")",
                            "INSERT INTO %db.wide VALUES (101," + row + "), (102," + row + ")"});
        }
    }

    /** Also names of databases and tables with every awkward character. */
    @ParameterizedTest
    @EnumSource
    void awkwardNames(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour, "a.b `c` \\ 'd' \"e\" ü " + System.nanoTime());
                TestDestination destination = TestDestination.open()) {
            String table = "t.1 \\ \"q\" 'a' -- ; ü";
            String columns = "`it's` INT, `b``t` INT, `dot.ted` INT, `back\\slash` INT, `sp ace` INT, `\"q\"` INT,"
                    + " `ünï` VARCHAR(9), `select` INT, `-- x` INT, `a,b` INT, `(p)` INT, `{x:Int8}` INT, `%s` INT";
            String row = "1,2,3,4,5,6,'ü',7,8,9,10,11,12";
            run(flavour, source, destination, List.of(mapping(source, table)), "id",
                    new String[]{
                            "CREATE TABLE %db." + TestSource.quote(table) + " (id INT PRIMARY KEY, " + columns + ")",
                            "INSERT INTO %db." + TestSource.quote(table) + " VALUES (1," + row + "), (2," + row + ")",
                            "INSERT INTO %db." + TestSource.quote(table) + " VALUES (101," + row + "), (102," + row
                                    + ")"});
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnsAndKeysOfAllKinds(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            String values = "(%d, 5, 'secret', 'x'), (%d, 6, NULL, NULL)";
            String insert = "INSERT INTO %%db.%s (id, n, hidden, s) VALUES " + values;
            List<TableMapping> mappings = List.of(mapping(source, "plain"),
                    mapping(source, "excluding", List.of("hidden", "g"), List.of(), TableEngine.REPLACING_MERGE_TREE),
                    mapping(source, "sorted", List.of(), List.of("s", "n"), TableEngine.REPLACING_MERGE_TREE),
                    mapping(source, "keyless", List.of("st"), List.of(), TableEngine.REPLACING_MERGE_TREE),
                    mapping(source, "keyless_sorted", List.of(), List.of("s"), TableEngine.MERGE_TREE));
            String[][] statements = new String[mappings.size()][];
            for (int i = 0; i < statements.length; i++) {
                String name = mappings.get(i).target();
                statements[i] = new String[]{
                        "CREATE TABLE %db." + name + " (id INT" + (name.startsWith("keyless") ? "" : " PRIMARY KEY")
                                + ", n INT, g INT AS (n * 2) VIRTUAL, st VARCHAR(20) AS (CONCAT('n', n)) STORED,"
                                + " hidden VARCHAR(20) INVISIBLE, s VARCHAR(10))",
                        insert.formatted(name, 1, 2), insert.formatted(name, 101, 102)};
            }
            run(flavour, source, destination, mappings, "id", statements);
            assertThat(destination.clickHouse().select("SELECT toString(sorting_key) AS k FROM system.tables WHERE"
                    + " database = '" + destination.database() + "' AND name = 'sorted'", row -> row.text("k")))
                    .containsExactly("s, n, id");
        }
    }

    /** Renamed, also in the key and onto each other's names, and at types that somebody chose. */
    @ParameterizedTest
    @EnumSource
    void namesAndTypesThatWereChosen(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            source.execute("CREATE TABLE %db.o (id INT PRIMARY KEY, a DECIMAL(10,2), b TIMESTAMP NULL, at DATE)",
                    "INSERT INTO %db.o VALUES (1, 1.5, '2024-02-29 01:02:03', '0000-00-00'), (2, 2.5, NULL, NULL)");
            TableMapping mapping = new TableMapping(source.table("o"), "o", List.of(), true, List.of("at"),
                    TableEngine.REPLACING_MERGE_TREE, null,
                    List.of(new ColumnMapping("id", "order id", "UInt64"), new ColumnMapping("a", "b", "String"),
                            new ColumnMapping("b", "a", "DateTime('UTC')"), new ColumnMapping("at", null, "String")));
            TestPipe pipe = running(flavour, source, destination, List.of(mapping));
            source.execute("UPDATE %db.o SET at = '9999-12-31', a = 3 WHERE id = 1", "DELETE FROM %db.o WHERE id = 2",
                    "INSERT INTO %db.o VALUES (3, -0.5, NULL, '0000-00-00')");
            Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(destination.values(
                    "(`order id`, a, b, at)", "o")).containsExactly("(1,'2024-02-29 01:02:03','3.00','9999-12-31')",
                            "(3,NULL,'-0.50','0000-00-00')"));
            assertThat(destination.clickHouse().select("SELECT toString(sorting_key) AS k FROM system.tables WHERE"
                    + " database = '" + destination.database() + "' AND name = 'o'", row -> row.text("k")))
                    .containsExactly("at, `order id`");
            pipe.delete();
        }
    }

    /** Somebody made the table before, with more than the pipe needs, and looks at it through a view. */
    @ParameterizedTest
    @EnumSource
    void aTargetThatIsThereAlreadyAndIsShared(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            String table = destination.database() + ".t";
            destination.clickHouse().execute("CREATE TABLE " + table + " (more String DEFAULT concat('v', toString(v)),"
                    + " id Int32, twice Int64 MATERIALIZED id * 2, v Nullable(Int32), thrice Int64 ALIAS id * 3,"
                    + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, without Nullable(String),"
                    + " _peerdb_synced_at DateTime64(9) DEFAULT now64(9), PROJECTION by_v (SELECT * ORDER BY v))"
                    + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id"
                    + " SETTINGS deduplicate_merge_projection_mode = 'rebuild'");
            destination.clickHouse().execute("CREATE MATERIALIZED VIEW " + destination.database()
                    + ".seen ENGINE = MergeTree ORDER BY id AS SELECT id, v FROM " + table);
            source.execute("CREATE TABLE %db.a (id INT PRIMARY KEY, v INT)",
                    "CREATE TABLE %db.b (id INT PRIMARY KEY, v INT)", "INSERT INTO %db.a VALUES (1, 10)",
                    "INSERT INTO %db.b VALUES (2, 20)");
            TestPipe pipe = running(flavour, source, destination,
                    Stream.of("a", "b")
                            .map(name -> new TableMapping(source.table(name), "t", List.of(), false, List.of(),
                                    TableEngine.REPLACING_MERGE_TREE, null, List.of()))
                            .toList());
            source.execute("BEGIN", "UPDATE %db.a SET v = 11", "DELETE FROM %db.b", "INSERT INTO %db.b VALUES (3, 30)",
                    "COMMIT");
            Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(destination.clickHouse().select(
                    "SELECT toString((id, v, more, twice, thrice)) AS r FROM " + table + " FINAL ORDER BY id",
                    row -> row.text("r"))).containsExactly("(1,11,'v11',2,3)", "(3,30,'v30',6,9)"));
            assertThat(destination.clickHouse().select("SELECT toString(count()) AS c FROM " + destination.database()
                    + ".seen", row -> row.text("c"))).containsExactly("5");
            pipe.delete();
        }
    }

    private static final String VALUES = "'c','🦊','?','x🦊','🦊🦊'";

    /** Columns of tables that servers treat in ways of their own, and what follows the columns. */
    private static String[][] forms(Flavour flavour) {
        String[][] common = {
                {"members", "id INT, v ENUM(" + VALUES + "), PRIMARY KEY (v, id)", "CHARACTER SET utf8mb4"},
                {"choices", "id INT PRIMARY KEY, v SET(" + VALUES + ")", "CHARACTER SET utf8mb4"},
                {"partitioned", "id INT PRIMARY KEY, v VARCHAR(9)", "PARTITION BY HASH (id) PARTITIONS 3"},
                {"words", "id INT PRIMARY KEY, v TEXT, FULLTEXT (v)", ""},
                {"checked", "id INT PRIMARY KEY CHECK (id > 0), v VARCHAR(9) DEFAULT 'c'", "ROW_FORMAT = COMPRESSED"}};
        String[][] own = switch (flavour) {
            case MYSQL -> new String[][]{
                    {"functional", "id INT PRIMARY KEY, v VARCHAR(9), INDEX ((id + 1)), UNIQUE ((CONCAT(v, 'x')))", ""},
                    {"keyless_functional", "id INT, v VARCHAR(9), INDEX ((id + 1))", ""},
                    {"multivalued", "id INT PRIMARY KEY, v VARCHAR(9), j JSON, INDEX ((CAST(j AS UNSIGNED ARRAY)))",
                            ""}};
            case MARIADB -> new String[][]{{"long_unique", "id INT PRIMARY KEY, v TEXT UNIQUE", ""},
                    {"keyless_long_unique", "id INT, v TEXT UNIQUE", ""},
                    {"versioned", "id INT PRIMARY KEY, v VARCHAR(9)", "WITH SYSTEM VERSIONING"},
                    {"keyless_versioned", "id INT, v VARCHAR(9)", "WITH SYSTEM VERSIONING"},
                    {"periods", "id INT, v TEXT, f DATE DEFAULT '2020-01-01', t DATE DEFAULT '2021-01-01',"
                            + " PERIOD FOR p (f, t), PRIMARY KEY (id, p WITHOUT OVERLAPS)", ""},
                    {"compressed", "id INT PRIMARY KEY, v TEXT COMPRESSED", ""}};
        };
        return Stream.of(common, own).flatMap(Stream::of).toArray(String[][]::new);
    }

    @ParameterizedTest
    @EnumSource
    void tablesWithWhatOnlyTheBinlogShows(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            String[][] forms = forms(flavour);
            List<TableMapping> mappings = new ArrayList<>();
            List<String> changes = new ArrayList<>();
            for (String[] form : forms) {
                String table = "%db." + form[0];
                source.execute("CREATE TABLE " + table + " (" + form[1] + ") " + form[2],
                        "INSERT INTO " + table + " (id, v) VALUES (1, '🦊'), (2, '?'), (3, 'c')");
                mappings.add(mapping(source, form[0]));
                changes.addAll(List.of("UPDATE " + table + " SET v = 'x🦊' WHERE id = 1",
                        "UPDATE " + table + " SET id = 9 WHERE id = 2", "DELETE FROM " + table + " WHERE id = 3",
                        "INSERT INTO " + table + " (id, v) VALUES (4, '🦊🦊')"));
            }
            TestPipe pipe = running(flavour, source, destination, mappings);
            source.execute(changes.toArray(String[]::new));
            for (String[] form : forms) {
                String rows = "SELECT concat(toString(id), ' ', v) AS r FROM " + destination.database() + "." + form[0]
                        + (form[0].startsWith("keyless")
                                ? " GROUP BY r HAVING sum(if(_peerdb_is_deleted = 1, -1, 1)) = 1"
                                : " FINAL")
                        + " ORDER BY r";
                Awaitility.await().atMost(TestPipe.PATIENCE)
                        .untilAsserted(() -> assertThat(
                                destination.clickHouse().select(rows, row -> row.text("r"))).as(form[0])
                                .containsExactly("1 x🦊", "4 🦊🦊", "9 ?"));
            }
            pipe.delete();
        }
    }

    /** Keyed by {@code my_row_id}. */
    @Test
    void generatedInvisiblePrimaryKeys() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL); TestDestination destination = TestDestination.open()) {
            source.execute("SET SESSION sql_generate_invisible_primary_key = ON", "CREATE TABLE %db.g (v INT)",
                    "INSERT INTO %db.g VALUES (5), (5)");
            TestPipe pipe = running(Flavour.MYSQL, source, destination, List.of(mapping(source, "g")));
            source.execute("UPDATE %db.g SET v = 6 LIMIT 1", "INSERT INTO %db.g VALUES (5)");
            Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(destination.clickHouse().select(
                    "SELECT concat(toString(my_row_id), ' ', toString(v)) AS r FROM " + destination.database()
                            + ".g FINAL ORDER BY my_row_id",
                    row -> row.text("r"))).containsExactly("1 6", "2 5", "3 5"));
            pipe.delete();
        }
    }

    /** A collation that ignores case tells the source's rows apart, bytes those of ClickHouse: both hold here. */
    @ParameterizedTest
    @EnumSource
    void compositeKeysOfAnyType(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            String create = "CREATE TABLE %db.k (v INT, code VARCHAR(20) COLLATE utf8mb4_general_ci, d DATE, n DECIMAL(9,3),"
                    + " flag TINYINT(1), b BINARY(3), t TIME(2), y YEAR, e ENUM('x','y'), ts TIMESTAMP(3),"
                    + " PRIMARY KEY (code, d, n, flag, b, t, y, e, ts)) CHARACTER SET utf8mb4";
            String row = "'2020-02-02', 1.5, 3, 'a', '-01:02:03.04', 2024, 'y', '2024-02-29 01:02:03.004')";
            source.execute(create, "INSERT INTO %db.k VALUES (1, 'Straße', " + row + ", (2, 'b', " + row);
            TestPipe pipe = running(flavour, source, destination, List.of(mapping(source, "k")));
            source.execute("UPDATE %db.k SET v = 10 WHERE code = 'STRASSE' OR code = 'straße'",
                    "UPDATE %db.k SET code = 'B', v = 20 WHERE code = 'b'", "INSERT INTO %db.k VALUES (30, 'c', " + row,
                    "UPDATE %db.k SET flag = 2 WHERE code = 'c'");
            Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(destination.clickHouse().select(
                    "SELECT concat(toString(v), ' ', code, ' ', toString(flag), ' ', toString(t)) AS r FROM "
                            + destination.database() + ".k FINAL ORDER BY v",
                    r -> r.text("r"))).containsExactly("10 Straße 3 1969-12-31 22:57:56.960000",
                            "20 B 3 1969-12-31 22:57:56.960000", "30 c 2 1969-12-31 22:57:56.960000"));
            pipe.delete();
        }
    }
}
