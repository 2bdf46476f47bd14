package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.MariaDbServer;
import dev.clickpipe.activities.mysql.MySqlServer;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.DebianMariaDb;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row images that hold other columns than definitions show: more, or fewer. */
class HiddenColumnsTest {
    private static final String[] CHANGES = {"INSERT INTO t (id, v) VALUES (1, 'a'), (2, 'b'), (3, 'c')",
            "UPDATE t SET v = CONCAT(v, 'x') WHERE id < 3", "UPDATE t SET id = 5 WHERE id = 2",
            "DELETE FROM t WHERE id = 1", "INSERT INTO t (id, v) VALUES (1, 'again'), (7, 'z'), (8, 'y')", "BEGIN",
            "INSERT INTO t (id, v) VALUES (9, 'q')", "UPDATE t SET v = 'r' WHERE id = 9", "DELETE FROM t WHERE id = 9",
            "INSERT INTO t (id, v) VALUES (9, 's')", "COMMIT"};
    private static final String[] REPLACEMENTS = {"REPLACE INTO t (id, v) VALUES (7, 'replaced')",
            "INSERT INTO t (id, v) VALUES (8, '') ON DUPLICATE KEY UPDATE v = 'updated'"};

    /** A server of each version that tests run on. */
    private enum Server {
        MYSQL, MARIADB, OLD_MARIADB, NEW_MARIADB;

        BinlogTestSource open() throws SQLException {
            return switch (this) {
                case MYSQL -> new BinlogTestSource(Flavour.MYSQL);
                case MARIADB -> new BinlogTestSource(Flavour.MARIADB);
                case OLD_MARIADB -> debian("mariadb-bookworm", "bookworm");
                case NEW_MARIADB -> debian("mariadb-sid", "sid");
            };
        }

        private static BinlogTestSource debian(String name, String suite) throws SQLException {
            return new BinlogTestSource(Flavour.MARIADB, SharedParts.part(new DebianMariaDb(name, suite),
                    dev.clickpipe.deploy.parts.source.SourceServer.class));
        }

        SourceServer family() {
            return this == MYSQL ? new MySqlServer() : new MariaDbServer();
        }
    }

    private static RowLayout layout(TableDefinition definition, String... excluded) {
        return RowLayout.of(definition,
                new TableMapping(definition.name(), "t", List.of(excluded), false, List.of(),
                        TableEngine.REPLACING_MERGE_TREE, null, List.of()),
                TypeMatrixTest.settings(false, OutOfRange.NEAREST));
    }

    /** What SELECT shows is what all changes together leave at the destination. */
    private static void assertCurrentRows(Server server, String create, String... changes) throws Exception {
        try (BinlogTestSource source = server.open()) {
            source.run(create);
            Coordinates from = source.position();
            source.run(changes);
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            assertThat(table.map().difference(definition)).as(create).isNull();
            RowLayout layout = layout(definition);
            RowBuffer streamed = table.decode(table.decoder(layout), 3);
            List<String> left = new ArrayList<>();
            RowBinaryReader reader = new RowBinaryReader(streamed.toByteArray(), 0);
            for (int i = 0; i < streamed.rowCount(); i++) {
                Row row = Row.read(reader, layout);
                if (layout.writeMode() == WriteMode.UPSERT) {
                    left.removeIf(other -> other.startsWith(row.id + " "));
                }
                if (!row.isDeleted) {
                    left.add(row.text);
                } else if (layout.writeMode() == WriteMode.APPEND) {
                    assertThat(left.remove(row.text)).as(create + " deletes " + row.text).isTrue();
                }
            }
            assertThat(left).as(create).hasSize(6).containsExactlyInAnyOrderElementsOf(selected(source, layout));
        }
    }

    private record Row(String id, String text, boolean isDeleted) {
        static Row read(RowBinaryReader reader, RowLayout layout) {
            List<String> values = new ArrayList<>();
            for (DestinationColumn column : layout.columns()) {
                values.add(reader.read(column.type()));
            }
            reader.read("UInt64");
            boolean isDeleted = reader.read("UInt8").equals("1");
            if (layout.writeMode() == WriteMode.APPEND) {
                reader.read("UInt8");
            }
            return new Row(values.getFirst(), String.join(" ", values), isDeleted);
        }
    }

    private static List<String> selected(BinlogTestSource source, RowLayout layout) throws SQLException {
        RowBuffer rows = new RowBuffer(64);
        RowEncoder encoder = new RowEncoder(layout, 1);
        try (Connection reader = source.openReader();
                PreparedStatement statement = reader.prepareStatement("SELECT " + layout.selectList() + " FROM t");
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                encoder.encode(result, rows);
            }
        }
        RowBinaryReader reader = new RowBinaryReader(rows.toByteArray(), 0);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.rowCount(); i++) {
            texts.add(Row.read(reader, layout).text);
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void hashesOfLongUniqueKeys(Server server) throws Exception {
        String[] changes = Stream.of(CHANGES, REPLACEMENTS).flatMap(Stream::of).toArray(String[]::new);
        assertCurrentRows(server, "CREATE TABLE t (id INT PRIMARY KEY, v TEXT UNIQUE, w BLOB, UNIQUE (v, w))", changes);
        assertCurrentRows(server, "CREATE TABLE t (id INT NOT NULL, v TEXT, UNIQUE (v))", CHANGES);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void currentRowsOfSystemVersionedTables(Server server) throws Exception {
        List<String> changes = new ArrayList<>(List.of(CHANGES));
        changes.addAll(List.of(REPLACEMENTS));
        changes.add(4, "DELETE HISTORY FROM t");
        String period = "s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, e TIMESTAMP(6) GENERATED ALWAYS AS ROW END,"
                + " PERIOD FOR SYSTEM_TIME (s, e)";
        for (String create : List.of("id INT PRIMARY KEY, v VARCHAR(20)", "id INT PRIMARY KEY, " + period + ", v TEXT",
                "id INT PRIMARY KEY, v TEXT UNIQUE", "id INT PRIMARY KEY, v TEXT WITHOUT SYSTEM VERSIONING, w INT")) {
            assertCurrentRows(server, "CREATE TABLE t (" + create + ") WITH SYSTEM VERSIONING",
                    changes.toArray(String[]::new));
        }
        assertCurrentRows(server, "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20)) WITH SYSTEM VERSIONING"
                + " PARTITION BY SYSTEM_TIME LIMIT 2 (PARTITION p0 HISTORY, PARTITION p1 CURRENT)",
                changes.toArray(String[]::new));
        for (String create : List.of("id INT, v VARCHAR(20)", "id INT, " + period + ", v TEXT")) {
            assertCurrentRows(server, "CREATE TABLE t (" + create + ") WITH SYSTEM VERSIONING", CHANGES);
        }
    }

    @Test
    void historyThatIsInsertedIsHistory() throws Exception {
        String[] changes = Stream.concat(Stream.of(CHANGES), Stream.of("SET system_versioning_insert_history = 1",
                "INSERT INTO t (id, v, row_start, row_end) VALUES (1, 'old', '2020-01-01', '2021-01-01')",
                "INSERT INTO t (id, v, row_start, row_end) VALUES (11, 'old', '2020-01-01', '2021-01-01')"))
                .toArray(String[]::new);
        assertCurrentRows(Server.MARIADB, "CREATE TABLE t (id INT PRIMARY KEY, v TEXT) WITH SYSTEM VERSIONING",
                changes);
    }

    /** What servers of the version do is what is known of them. */
    @ParameterizedTest
    @EnumSource
    void generatedColumnsMayBeLeftOut(Server server) throws Exception {
        try (BinlogTestSource source = server.open()) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY, g INT AS (v + 1) VIRTUAL, s INT AS (v + 2) STORED, v INT)");
            Coordinates from = source.position();
            source.run("INSERT INTO t (id, v) VALUES (1, 10)", "UPDATE t SET v = 20", "DELETE FROM t");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            assertThat(decoded(table, layout(definition, "g", "s"))).containsExactly("1 10", "1 20", "1 20 deleted");
            if (server.family().leavesOutGeneratedColumns(source.connection())) {
                for (String[] excluded : new String[][]{{"g"}, {"s"}}) {
                    RowLayout layout = layout(definition, excluded);
                    assertThatThrownBy(() -> decoded(table, layout)).isInstanceOfSatisfying(PipeException.class, e -> {
                        assertThat(e.error().kind()).isEqualTo(ErrorKind.TYPE_NOT_SUPPORTED);
                        assertThat(e.error().message()).contains(GeneratedColumns.LEFT_OUT);
                    });
                }
            } else {
                assertThat(decoded(table, layout(definition))).containsExactly("1 11 12 10", "1 21 22 20",
                        "1 21 22 20 deleted");
            }
        }
    }

    private static List<String> decoded(StreamedTable table, RowLayout layout) {
        RowBuffer rows = table.decode(table.decoder(layout), 3);
        RowBinaryReader reader = new RowBinaryReader(rows.toByteArray(), 0);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.rowCount(); i++) {
            Row row = Row.read(reader, layout);
            texts.add(row.text + (row.isDeleted ? " deleted" : ""));
        }
        return texts;
    }

    /** MariaDB itself writes wrong values of them. */
    @Test
    void virtualColumnsOfVersionedTablesAreNotRead() throws Exception {
        try (BinlogTestSource source = Server.MARIADB.open()) {
            source.run(
                    "CREATE TABLE t (id INT PRIMARY KEY, v TEXT AS (REPEAT('q', id)) VIRTUAL) WITH SYSTEM VERSIONING");
            Coordinates from = source.position();
            source.run("INSERT INTO t (id) VALUES (1)");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            assertThatThrownBy(() -> table.decoder(layout(definition))).hasMessageContaining(GeneratedColumns.STALE);
            assertThat(decoded(table, layout(definition, "v"))).containsExactly("1");
        }
    }

    /** Columns that somebody added are never taken for the server's. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void addedColumnsAreADifference(Server server) throws Exception {
        try (BinlogTestSource source = server.open()) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY)");
            TableDefinition before = source.definition("t");
            String hashes = server == Server.MYSQL ? "BIGINT UNSIGNED" : "BIGINT";
            int id = 0;
            for (String column : List.of("DB_ROW_HASH_1 " + hashes, "DB_ROW_HASH VARCHAR(9)", "row_end TIMESTAMP(6)",
                    "my_row_id BIGINT UNSIGNED")) {
                source.run("ALTER TABLE t ADD COLUMN " + column + " NULL");
                Coordinates from = source.position();
                source.run("INSERT INTO t (id) VALUES (" + id++ + ")");
                StreamedTable table = new StreamedTable(before, source.eventsSince(from));
                assertThat(table.map().difference(before)).as(column)
                        .contains("new columns " + column.substring(0, column.indexOf(' ')));
                source.run("ALTER TABLE t DROP COLUMN " + column.substring(0, column.indexOf(' ')));
            }
        }
    }

    @Test
    void versioningIsAPartOfTheDefinition() throws Exception {
        try (BinlogTestSource source = Server.MARIADB.open()) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY)");
            TableDefinition plain = source.definition("t");
            source.run("ALTER TABLE t ADD SYSTEM VERSIONING");
            TableDefinition versioned = source.definition("t");
            Coordinates from = source.position();
            source.run("INSERT INTO t VALUES (1)");
            assertThat(new StreamedTable(plain, source.eventsSince(from)).map().difference(plain))
                    .contains("new columns row_start, row_end");
            source.run("ALTER TABLE t DROP SYSTEM VERSIONING");
            from = source.position();
            source.run("INSERT INTO t VALUES (2)");
            assertThat(new StreamedTable(versioned, source.eventsSince(from)).map().difference(versioned))
                    .contains("is no longer system-versioned");
        }
    }
}
