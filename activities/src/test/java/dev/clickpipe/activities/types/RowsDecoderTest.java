package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.text.CharacterSet;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows events of real servers: what becomes of changes, and what becomes of damage. */
abstract class RowsDecoderTest {
    private static final int DAMAGES = 600_000;

    private final Flavour flavour;

    RowsDecoderTest(Flavour flavour) {
        this.flavour = flavour;
    }

    @Test
    void changesBecomeRowsAndTombstones() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (a INT, b VARCHAR(10), v INT, PRIMARY KEY (b, a))");
            Coordinates from = source.position();
            source.run("INSERT INTO t VALUES (1, 'x', 10), (2, 'y', 20)", "UPDATE t SET v = v + 1",
                    "UPDATE t SET b = 'z' WHERE a = 2", "UPDATE t SET b = 'Z' WHERE a = 2",
                    "DELETE FROM t WHERE a = 1");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            RowLayout layout = RowLayout.of(definition, TypeMatrixTest.mapping(definition), TypeMatrixTest.SETTINGS);
            assertThat(layout.sortingKey()).containsExactly("b", "a");
            RowsDecoder decoder = table.decoder(layout);
            assertThat(rows(table.decode(decoder, 7))).containsExactly("1 78 10", "2 79 20", "1 78 11", "2 79 21",
                    "2 79 21 deleted", "2 7A 21", "2 7A 21 deleted", "2 5A 21", "1 78 11 deleted");
            assertThat(List.of(decoder.inserts(), decoder.updates(), decoder.deletes())).containsExactly(2L, 4L, 1L);
        }
    }

    /** Reads rows of the test above, and checks that versions rise. */
    private static List<String> rows(RowBuffer buffer) {
        List<String> rows = new ArrayList<>();
        RowBinaryReader reader = new RowBinaryReader(buffer.toByteArray(), 0);
        long last = 0;
        for (int i = 0; i < buffer.rowCount(); i++) {
            String row = reader.read("Int32") + " " + reader.read("String") + " " + reader.readNullable("Int32");
            long version = Long.parseUnsignedLong(reader.read("UInt64"));
            assertThat(version).isGreaterThan(last);
            last = version;
            rows.add(reader.read("UInt8").equals("1") ? row + " deleted" : row);
        }
        return rows;
    }

    @Test
    void excludedColumnsMayHaveAnyType() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (y YEAR, s SET('a','b'), b BIT(13), g GEOMETRY, p POINT, j JSON, ti TIME(3),"
                    + " l CHAR(4) CHARACTER SET sjis, u INT UNSIGNED, c VARCHAR(5), e ENUM('q','w'),"
                    + " x TINYINT UNSIGNED, id INT PRIMARY KEY, gen INT AS (id + 1) STORED) CHARACTER SET utf8mb4");
            Coordinates from = source.position();
            source.run("INSERT INTO t (y, s, b, g, p, j, ti, l, u, c, e, x, id) VALUES (2024, 'a,b', 4097,"
                    + " ST_GeomFromText('LINESTRING(0 0,1 1)'), ST_GeomFromText('POINT(1 2)'), '{\"a\": [1]}',"
                    + " '-12:30:00.5', 'l', 4000000000, 'ok', 'w', 200, 5)",
                    "INSERT INTO t (id) VALUES (6)");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            assertThat(table.map().difference(definition)).isNull();
            TableMapping excluding = new TableMapping(definition.name(), "t",
                    List.of("y", "s", "b", "g", "p", "j", "ti", "l"), false, List.of(),
                    TableEngine.REPLACING_MERGE_TREE,
                    null, List.of());
            RowBuffer buffer = table.decode(table.decoder(RowLayout.of(definition, excluding, TypeMatrixTest.SETTINGS)),
                    1);
            assertThat(buffer.rowCount()).isEqualTo(2);
            RowBinaryReader reader = new RowBinaryReader(buffer.toByteArray(), 0);
            assertThat(List.of(reader.readNullable("UInt32"), reader.readNullable("String"),
                    reader.readNullable("LowCardinality(String)"), reader.readNullable("UInt8"), reader.read("Int32"),
                    reader.readNullable("Int32"))).containsExactly("4000000000", "6F6B", "77", "200", "5", "6");
            assertThat(MappingProblems.of(definition, TypeMatrixTest.mapping(definition))).isEmpty();
        }
    }

    /** Of columns: type, literal, the value as people know it, and what the destination gets in its place. */
    private static final String[][] OUT_OF_RANGE = {{"DATE", "'0000-00-00'", "0000-00-00", "1900-01-01"},
            {"DATE", "'1899-12-31'", "1899-12-31", "1900-01-01"}, {"DATE", "'2300-01-01'", "2300-01-01", "2299-12-31"},
            {"DATE", "'2020-00-07'", "2020-00-07", "2020-01-07"}, {"DATE", "'2020-05-00'", "2020-05-00", "2020-05-01"},
            {"DATE", "'2021-02-31'", "2021-02-31", "2021-02-28"}, {"DATE", "'2024-02-31'", "2024-02-31", "2024-02-29"},
            {"DATETIME", "'2020-00-07 10:11:12'", "2020-00-07 10:11:12", "2020-01-07 10:11:12"},
            {"DATETIME(6)", "'0000-00-00'", "0000-00-00 00:00:00", "1900-01-01 00:00:00"},
            {"DATETIME(3)", "'1812-06-24 05:00:00.5'", "1812-06-24 05:00:00", "1900-01-01 00:00:00"},
            {"DATETIME", "'9999-12-31 23:59:59'", "9999-12-31 23:59:59", "2299-12-31 23:59:59.999999"},
            {"TIMESTAMP NULL", "'0000-00-00'", "0000-00-00 00:00:00", "1900-01-01 00:00:00"},
            {"TINYINT(1)", "2", "2", "1"}, {"BOOL", "-1", "-1", "1"}, {"INT", "NULL", "NULL", "0"},
            {"VARCHAR(5)", "NULL", "NULL", ""}, {"DECIMAL(40,3)", "NULL", "NULL", "0.000"},
            {"DATE", "NULL", "NULL", "1970-01-01"}, {"ENUM('a')", "NULL", "NULL", ""}};

    @Test
    void valuesOutOfRangeBecomeTheNearestInBothPathsAndAreCounted() throws SQLException, InterruptedException {
        outOfRange((source, table, tried) -> {
            RowLayout layout = RowLayout.of(table.definition(), TypeMatrixTest.mapping(table.definition()),
                    TypeMatrixTest.settings(false, OutOfRange.NEAREST));
            RowBuffer streamed = table.decode(table.decoder(layout), 1);
            RowBuffer read = new RowBuffer(64);
            encode(source, layout, read);
            String type = layout.columns().getLast().type();
            for (RowBuffer rows : List.of(streamed, read)) {
                assertThat(new RowBinaryReader(rows.toByteArray(), 4).read(type)).as(tried[0] + " " + tried[1])
                        .isEqualTo(RowBinaryReader.canonical(type, tried[3]));
                assertThat(rows.losses().list()).containsExactly(new ColumnLoss("the column", 1, tried[2]));
            }
        });
    }

    @Test
    void valuesOutOfRangeFailInBothPathsWhenAsked() throws SQLException, InterruptedException {
        outOfRange((source, table, tried) -> {
            RowLayout layout = RowLayout.of(table.definition(), TypeMatrixTest.mapping(table.definition()),
                    TypeMatrixTest.settings(false, OutOfRange.FAIL));
            RowsDecoder decoder = table.decoder(layout);
            assertRefused(() -> table.decode(decoder, 1), source, tried[2]);
            assertRefused(() -> encode(source, layout, new RowBuffer(64)), source, tried[2]);
        });
    }

    @FunctionalInterface
    private interface Trial {
        void run(BinlogTestSource source, StreamedTable table, String[] tried) throws SQLException;
    }

    private void outOfRange(Trial trial) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
            for (String[] tried : OUT_OF_RANGE) {
                source.run("DROP TABLE IF EXISTS t",
                        "CREATE TABLE t (id INT PRIMARY KEY, `the column` " + tried[0] + ")");
                Coordinates from = source.position();
                source.run("INSERT INTO t VALUES (1, " + tried[1] + ")");
                trial.run(source, new StreamedTable(source.definition("t"), source.eventsSince(from)), tried);
            }
        }
    }

    /** A key that was brought to the nearest value could be the key of another row. */
    @Test
    void keysAreNeverBroughtToOtherValues() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id DATE PRIMARY KEY, `the column` INT)");
            Coordinates from = source.position();
            source.run("INSERT INTO t VALUES ('1899-12-31', 1)");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            RowsDecoder decoder = table.decoder(RowLayout.of(definition, TypeMatrixTest.mapping(definition),
                    TypeMatrixTest.settings(false, OutOfRange.NEAREST)));
            assertThatThrownBy(() -> table.decode(decoder, 1)).isInstanceOfSatisfying(PipeException.class, e -> {
                assertThat(e.error().kind()).isEqualTo(ErrorKind.VALUE_OUT_OF_RANGE);
                assertThat(e.error().message()).contains("`id`", "1899-12-31", "sorting key");
            });
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable path,
            BinlogTestSource source,
            String value) {
        assertThatThrownBy(path).as(value).isInstanceOfSatisfying(PipeException.class, e -> {
            assertThat(e.error().kind()).isEqualTo(ErrorKind.VALUE_OUT_OF_RANGE);
            assertThat(e.error().message()).contains("`" + source.schema() + "`.`t`", "`the column`", value);
        });
    }

    private static void encode(BinlogTestSource source, RowLayout layout, RowBuffer out) throws SQLException {
        try (Connection reader = source.openReader();
                var statement = reader.prepareStatement("SELECT " + layout.selectList() + " FROM t");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            new RowEncoder(layout, 1).encode(rows, out);
        }
    }

    @Test
    void incompleteImagesAreRefused() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY, v INT, w INT)", "INSERT INTO t VALUES (1, 2, 3)");
            Coordinates from = source.position();
            source.run("SET SESSION binlog_row_image = 'MINIMAL'", "UPDATE t SET v = 5",
                    "SET SESSION binlog_row_image = 'FULL'");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            RowsDecoder decoder = table
                    .decoder(RowLayout.of(definition, TypeMatrixTest.mapping(definition), TypeMatrixTest.SETTINGS));
            assertThatThrownBy(() -> table.decode(decoder, 1)).isInstanceOfSatisfying(PipeException.class, e -> {
                assertThat(e.error().kind()).isEqualTo(ErrorKind.ROWS_NOT_READABLE);
                assertThat(e.error().remedy()).contains("binlog_row_image");
            });
        }
    }

    @Test
    void tableMapsThatDifferSayHow() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            String[][] changes = {{"ADD z INT", "has the new columns z"}, {"DROP v", "no longer has the columns v"},
                    {"CHANGE v renamed INT", "has column `renamed` in place of `v`"},
                    {"MODIFY v BIGINT", "is no longer int"}, {"MODIFY v INT UNSIGNED", "is now unsigned"},
                    {"MODIFY v INT NOT NULL", "no longer takes NULL"}, {"MODIFY e ENUM('a','c','b')", "other members"},
                    {"MODIFY s VARCHAR(10) CHARACTER SET latin1", "no longer in character set utf8mb4"},
                    {"MODIFY s VARBINARY(40)", "no longer in character set utf8mb4"},
                    {"MODIFY d DECIMAL(8,3)", "is no longer decimal(7,3)"},
                    {"DROP PRIMARY KEY, ADD PRIMARY KEY (id, k)", "has another primary key"},
                    {"MODIFY v INT FIRST", "in another order"}};
            for (String[] change : changes) {
                source.run("DROP TABLE IF EXISTS t",
                        "CREATE TABLE t (id INT PRIMARY KEY, k INT NOT NULL, v INT, e ENUM('a','b'), s VARCHAR(10),"
                                + " d DECIMAL(7,3)) CHARACTER SET utf8mb4");
                TableDefinition before = source.definition("t");
                source.run("ALTER TABLE t " + change[0]);
                Coordinates from = source.position();
                source.run("INSERT INTO t (id, k) VALUES (1, 1)");
                StreamedTable table = new StreamedTable(before, source.eventsSince(from));
                assertThat(table.map().difference(before)).as(change[0]).contains(change[1]);
                assertThat(table.map().difference(source.definition("t"))).as(change[0]).isNull();
            }
        }
    }

    /** No damage brings down anything but the event: a typed error or other rows, never an endless loop. */
    @Test
    void damagedEventsAreRefusedOrRead() throws SQLException, InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("SEED " + seed);
        Random random = new Random(seed);
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            String own = switch (flavour) {
                case MYSQL -> "v VECTOR(3)";
                case MARIADB ->
                    "u UUID, i4 INET4, i6 INET6, z TEXT COMPRESSED, zl VARCHAR(300) COMPRESSED CHARACTER SET latin1";
            };
            String ownValues = switch (flavour) {
                case MYSQL -> "STRING_TO_VECTOR('[1,2,3]')";
                case MARIADB -> "UUID(), '1.2.3.4', '::1', REPEAT('z', 500), REPEAT('é', 200)";
            };
            source.run("CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, d DECIMAL(30,7), f FLOAT, dt DATETIME(3),"
                    + " ts TIMESTAMP(6) NULL, day DATE, c CHAR(200), b BINARY(7), x BLOB, e ENUM('a','b'), m MEDIUMINT,"
                    + " o BOOL, ti TIME(3), y YEAR, bits BIT(13), s SET('a','b','c'), j JSON, g GEOMETRY,"
                    + " sj VARCHAR(20) CHARACTER SET sjis, u16 TEXT CHARACTER SET utf16, " + own
                    + ") CHARACTER SET utf8mb4");
            Coordinates from = source.position();
            source.run(
                    "INSERT INTO t VALUES (1, -1.5, 2.5, '2020-02-02 02:02:02.2', '2020-02-02 02:02:02', '2020-02-02',"
                            + " REPEAT('ä', 100), 'bin', 'blob', 'b', -5, 1, '-13:14:15.9', 2024, 4097, 'a,c',"
                            + " '{\"a\": [1, 2.5, {\"b\": null}, \"text\"], \"c\": 70000}',"
                            + " ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),POLYGON((0 0,1 0,1 1,0 0)))'), 'あいう', 'ä', "
                            + ownValues + ")",
                    "INSERT INTO t (id) VALUES (2)",
                    "UPDATE t SET m = 7, id = id + 10", "DELETE FROM t");
            TableDefinition definition = source.definition("t");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            RowsDecoder decoder = table
                    .decoder(RowLayout.of(definition, TypeMatrixTest.mapping(definition), TypeMatrixTest.SETTINGS));
            RowBuffer out = new RowBuffer(1024);
            int refused = 0;
            for (int i = 0; i < DAMAGES; i++) {
                BinlogEvent.RowsChanged event = table.events().get(random.nextInt(table.events().size()));
                Body body = event.body();
                byte[] damaged = Arrays.copyOfRange(body.bytes(), body.offset(), body.end());
                if (random.nextBoolean()) {
                    damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
                }
                for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                out.clear();
                try {
                    decoder.decode(event.kind(), event.version(), damaged, 0, damaged.length, 1, 0, out);
                } catch (PipeException e) {
                    refused++;
                    assertThat(out.size()).isZero();
                    assertThat(e.error().message()).contains(definition.name().quoted());
                    assertThat(e.error().table()).isEqualTo(definition.name());
                }
            }
            assertThat(refused).isGreaterThan(DAMAGES / 4);
        }
    }

    @Test
    void characterSetsOfCollationsAreTheServers() throws SQLException {
        String sql = flavour == Flavour.MYSQL
                ? "SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS"
                : "SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY";
        try (BinlogTestSource source = new BinlogTestSource(flavour);
                Statement statement = source.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int count = 0;
            while (rows.next()) {
                String name = rows.getString(2).equals("utf8") ? "utf8mb3" : rows.getString(2);
                String expected = List.of("utf8mb4", "utf8mb3", "ascii", "binary").contains(name)
                        || CharacterSet.names().contains(name) ? name : "other";
                assertThat(dev.clickpipe.activities.types.text.Collations.characterSet(rows.getInt(1)))
                        .as(rows.getInt(1) + " " + name).isEqualTo(expected);
                count++;
            }
            assertThat(count).isGreaterThan(200);
        }
    }

    @Test
    void virtualColumnsAreInRowImages() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY, v INT AS (id * 2) VIRTUAL, w INT INVISIBLE)");
            Coordinates from = source.position();
            source.run("INSERT INTO t (id, w) VALUES (3, 9)", "UPDATE t SET w = 10", "DELETE FROM t");
            TableDefinition definition = source.definition("t");
            assertThat(definition.columns()).extracting(ColumnDefinition::name).containsExactly("id", "v", "w");
            StreamedTable table = new StreamedTable(definition, source.eventsSince(from));
            RowBuffer buffer = table.decode(
                    table.decoder(
                            RowLayout.of(definition, TypeMatrixTest.mapping(definition), TypeMatrixTest.SETTINGS)),
                    1);
            RowBinaryReader reader = new RowBinaryReader(buffer.toByteArray(), 0);
            assertThat(List.of(reader.read("Int32"), reader.readNullable("Int32"), reader.readNullable("Int32")))
                    .containsExactly("3", "6", "9");
            assertThat(buffer.rowCount()).isEqualTo(3);
        }
    }
}
