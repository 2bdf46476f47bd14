package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Snapshot and stream write the same bytes for the same value, and they mean what the server says it is, and what ClickHouse
 * reads when it asks the server itself.
 */
abstract class TypeMatrixTest {
    static final ReplicationSettings SETTINGS = settings(true, OutOfRange.FAIL);

    private final String server;

    /** @param server as {@code TYPES.md} calls it */
    TypeMatrixTest(String server) {
        this.server = server;
    }

    abstract BinlogTestSource open() throws SQLException;

    abstract List<TypeCase> cases();

    @Test
    void snapshotAndStreamAgreeWithTheServer() throws SQLException, InterruptedException, IOException {
        try (BinlogTestSource source = open()) {
            long seed = Long.getLong("types.seed", System.nanoTime());
            System.out.println("SEED " + seed + " of the random values on " + server + ", -Dtypes.seed=" + seed
                    + " writes them again");
            RandomLiterals random = new RandomLiterals(seed);
            List<TypeCase> listed = cases();
            List<TypeCase> cases = listed.stream().map(random::add).toList();
            create(source, cases);
            Coordinates from = source.position();
            int values = 0;
            source.run("BEGIN");
            for (int i = 0; i < cases.size(); i++) {
                int id = 0;
                for (String literal : cases.get(i).literals()) {
                    source.run("INSERT INTO t" + i + " VALUES (" + id++ + ", " + literal + ")");
                    values++;
                }
            }
            source.run("COMMIT");
            List<BinlogEvent> events = source.eventsSince(from);
            List<TypesPage.Compared> compared = new ArrayList<>();
            try (MySqlTableFunction function = new MySqlTableFunction(source)) {
                for (int i = 0; i < cases.size(); i++) {
                    String table = "t" + i;
                    RowLayout layout = layout(source, table);
                    int count = listed.get(i).literals().size();
                    List<byte[]> rows = compare(source, cases.get(i), table, layout, events, count);
                    int agreed = function.agreed(cases.get(i), table, layout, rows, count);
                    compared.add(new TypesPage.Compared(listed.get(i), agreed));
                }
            }
            TypesPage.check(server, compared);
            System.out.println(server + ": " + values + " values of " + cases.size() + " types compared");
        }
    }

    /** Neither the server's zone nor a writer's changes what arrives. */
    @Test
    void zonesOfServerAndWritersChangeNothing() throws SQLException, InterruptedException, IOException {
        try (BinlogTestSource source = open(); ZoneWithGapAndFold serverZone = new ZoneWithGapAndFold(source)) {
            serverZone.check();
            List<TypeCase> cases = new ArrayList<>();
            create(source, ZoneCases.all());
            Coordinates from = source.position();
            for (TypeCase type : ZoneCases.all()) {
                List<String> written = new ArrayList<>();
                for (String zone : ZoneCases.WRITERS) {
                    source.run("SET SESSION time_zone = " + zone);
                    for (String literal : type.literals()) {
                        source.run(
                                "INSERT INTO t" + cases.size() + " VALUES (" + written.size() + ", " + literal + ")");
                        written.add(literal + " in " + zone);
                    }
                }
                cases.add(new TypeCase(type.type(), type.destination(), written));
            }
            source.run("SET SESSION time_zone = '+00:00'");
            List<BinlogEvent> events = source.eventsSince(from);
            List<RowLayout> layouts = new ArrayList<>();
            List<List<byte[]>> rows = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                layouts.add(layout(source, "t" + i));
                rows.add(compare(source, cases.get(i), "t" + i, layouts.get(i), events,
                        cases.get(i).literals().size()));
            }
            try (MySqlTableFunction function = new MySqlTableFunction(source)) {
                for (int i = 0; i < cases.size(); i++) {
                    function.agreed(cases.get(i), "t" + i, layouts.get(i), rows.get(i), rows.get(i).size());
                }
            }
        }
    }

    /** A table for each, t0 and on. */
    private static void create(BinlogTestSource source, List<TypeCase> cases) throws SQLException {
        for (int i = 0; i < cases.size(); i++) {
            source.run("CREATE TABLE t" + i + " (id INT PRIMARY KEY, v " + cases.get(i).type()
                    + ") CHARACTER SET utf8mb4");
        }
    }

    private static RowLayout layout(BinlogTestSource source, String table) throws SQLException {
        TableDefinition definition = source.definition(table);
        return RowLayout.of(definition, mapping(definition), SETTINGS);
    }

    /** The rows, the same from both paths. Of the first {@code listed} literals the server must take all. */
    private static List<byte[]> compare(BinlogTestSource source, TypeCase type, String table, RowLayout layout,
            List<BinlogEvent> events, int listed) throws SQLException, IOException {
        TableDefinition definition = source.definition(table);
        assertThat(RowLayout.of(definition, mapping(definition), settings(false, OutOfRange.NEAREST)).columns()
                .getLast().type()).as(type.type())
                .isEqualTo(type.destination());
        List<byte[]> streamed = decode(definition, layout, events);
        List<byte[]> read = snapshot(source, layout, table);
        assertThat(read).as(type.type()).hasSameSizeAs(type.literals());
        assertThat(streamed).as(type.type()).hasSameSizeAs(type.literals());
        List<String> rendered = render(source, table, type);
        for (int i = 0; i < read.size(); i++) {
            String what = type.type() + " " + type.literals().get(i);
            if (i < listed) {
                // A server stores NULL for what it cannot read, and then nothing would be compared.
                assertThat(rendered.get(i).equals("NULL")).as(what)
                        .isEqualTo(type.literals().get(i).startsWith("NULL"));
            }
            assertThat(values(streamed.get(i))).as(what).isEqualTo(values(read.get(i)));
            assertThat(new RowBinaryReader(streamed.get(i), 4).readNullable(type.destination())).as(what)
                    .isEqualTo(rendered.get(i));
        }
        return read;
    }

    /** A row without its version and tombstone mark. */
    private static byte[] values(byte[] row) {
        return Arrays.copyOf(row, row.length - 9);
    }

    static TableMapping mapping(TableDefinition definition) {
        return new TableMapping(definition.name(), "target", List.of(), false, List.of(),
                TableEngine.REPLACING_MERGE_TREE, null, List.of());
    }

    static ReplicationSettings settings(boolean allowNullableColumns, OutOfRange outOfRange) {
        return new ReplicationSettings(ReplicationMode.CDC, ReplicationMechanism.GTID, 1, 100_000, false,
                allowNullableColumns, 1, 100_000, 1, false, outOfRange);
    }

    private static List<byte[]> snapshot(BinlogTestSource source, RowLayout layout, String table) throws SQLException {
        List<byte[]> rows = new ArrayList<>();
        RowEncoder encoder = new RowEncoder(layout, 1);
        RowBuffer buffer = new RowBuffer(16);
        try (Connection reader = source.openReader();
                PreparedStatement statement = reader
                        .prepareStatement("SELECT " + layout.selectList() + " FROM " + table + " ORDER BY id")) {
            statement.setFetchSize(2);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    buffer.clear();
                    encoder.encode(result, buffer);
                    assertThat(buffer.rowCount()).isEqualTo(1);
                    rows.add(buffer.toByteArray());
                }
            }
        }
        return rows;
    }

    private static List<byte[]> decode(TableDefinition definition, RowLayout layout, List<BinlogEvent> events) {
        List<byte[]> rows = new ArrayList<>();
        RowsDecoder decoder = null;
        long tableId = -1;
        for (BinlogEvent event : events) {
            if (event instanceof BinlogEvent.TableMapped mapped && mapped.schema().equals(definition.name().schema())
                    && mapped.table().equals(definition.name().table())) {
                TableMap map = TableMap.parse(mapped);
                assertThat(map.difference(definition)).isNull();
                decoder = new RowsDecoder(definition, map.imageLayout(definition), layout, 0);
                tableId = mapped.tableId();
            } else if (decoder != null
                    && event instanceof BinlogEvent.RowsChanged(long id, RowsKind kind, int version, Body body)
                    && id == tableId) {
                RowBuffer buffer = new RowBuffer(16);
                decoder.decode(kind, version, body.bytes(), body.offset(), body.length(), 3, 1000, buffer);
                assertThat(buffer.rowCount()).isEqualTo(1);
                rows.add(buffer.toByteArray());
                long rowVersion = LittleEndian.getLong(rows.getLast(), rows.getLast().length - 9);
                assertThat(RowVersion.epochOf(rowVersion)).isEqualTo(3);
            }
        }
        return rows;
    }

    /** How the server is asked for its own words for a value. */
    private static String expression(Flavour flavour, TypeCase type) {
        return switch (type.name()) {
            case "JSON" -> "HEX(CAST(v AS CHAR CHARACTER SET utf8mb4))";
            case "BIT", "YEAR" -> "CAST(v + 0 AS CHAR)";
            case "TIME" -> "CAST(ADDTIME(CAST('1970-01-01' AS DATETIME(6)), v) AS CHAR)";
            case "DATETIME", "TIMESTAMP" -> "CAST(CAST(v AS DATETIME(6)) AS CHAR)";
            case "ENUM", "SET" -> type.type().endsWith(" binary") ? "HEX(v)" : "HEX(CONVERT(v USING utf8mb4))";
            case "FLOAT", "DOUBLE" -> "v + 0e0";
            case "VECTOR" -> "HEX(v)";
            // MariaDB has no axes to order, and writes the points of a MULTIPOINT without parentheses.
            case "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRY",
                    "GEOMETRYCOLLECTION" ->
                flavour == Flavour.MYSQL ? "HEX(ST_AsText(v, 'axis-order=long-lat'))" : "HEX(ST_AsText(v))";
            case "CHAR", "VARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT" -> "HEX(CONVERT(v USING utf8mb4))";
            default -> type.destination().equals("String") ? "HEX(v)" : "CAST(v AS CHAR)";
        };
    }

    private static List<String> render(BinlogTestSource source, String table, TypeCase type) throws SQLException {
        String destination = type.destination();
        String expression = expression(source.flavour(), type);
        List<String> rendered = new ArrayList<>();
        try (Statement statement = source.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression + " FROM " + table + " ORDER BY id")) {
            while (rows.next()) {
                String text = rows.getString(1);
                rendered.add(text == null
                        ? "NULL"
                        : GeometryCases.inOneSpelling(RowBinaryReader.canonical(destination, text)));
            }
        }
        return rendered;
    }
}
