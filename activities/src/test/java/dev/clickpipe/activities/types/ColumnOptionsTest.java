package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.ColumnCases.ColumnCase;
import dev.clickpipe.activities.types.ColumnCases.Value;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns whose name or type at the destination a person chose: the same in snapshot and stream, and what ClickHouse shows. */
class ColumnOptionsTest {
    private static TableMapping mapping(TableDefinition definition, ColumnMapping... columns) {
        return new TableMapping(definition.name(), "t", List.of(), false, List.of(), TableEngine.REPLACING_MERGE_TREE,
                null, List.of(columns));
    }

    @ParameterizedTest
    @EnumSource
    void chosenTypes(Flavour flavour) throws SQLException, InterruptedException {
        List<ColumnCase> cases = ColumnCases.all();
        try (BinlogTestSource source = new BinlogTestSource(flavour);
                TestDestination destination = TestDestination.open()) {
            Coordinates from = source.position();
            for (int i = 0; i < cases.size(); i++) {
                source.run("CREATE TABLE t" + i + " (id INT PRIMARY KEY, v " + cases.get(i).type() + " NULL)");
                int id = 0;
                for (Value value : cases.get(i).values()) {
                    source.run("INSERT INTO t" + i + " VALUES (" + id++ + ", " + value.literal() + ")");
                }
                source.run("INSERT INTO t" + i + " VALUES (" + id + ", NULL)");
            }
            List<BinlogEvent> events = source.eventsSince(from);
            for (int i = 0; i < cases.size(); i++) {
                check(source, destination, "t" + i, cases.get(i), events);
            }
        }
    }

    private static void check(BinlogTestSource source, TestDestination destination, String table, ColumnCase column,
            List<BinlogEvent> events) throws SQLException {
        String what = column.type() + " as " + column.chosen();
        TableDefinition definition = source.definition(table);
        TableMapping mapping = mapping(definition, new ColumnMapping("v", "chosen", column.chosen()));
        assertThat(MappingProblems.of(definition, mapping)).as(what).isEmpty();
        RowLayout layout = RowLayout.of(definition, mapping, TypeMatrixTest.settings(true, OutOfRange.NEAREST));
        RowBuffer read = snapshot(source, layout, table);
        StreamedTable streamed = new StreamedTable(definition, events);
        RowBuffer decoded = streamed.decode(streamed.decoder(layout), 0);

        String database = destination.database();
        destination.clickHouse().execute("CREATE TABLE " + Identifiers.quote(database, table) + " ("
                + String.join(", ", layout.declarations().stream()
                        .map(each -> Identifiers.quote(each.name()) + " " + each.type()).toList())
                + ") ENGINE = MergeTree ORDER BY ()");
        for (RowBuffer rows : List.of(read, decoded)) {
            destination.clickHouse().execute("TRUNCATE TABLE " + Identifiers.quote(database, table));
            destination.clickHouse().insert(InsertTarget.of(database, table, layout, null), rows::writeTo);
            List<String> expected = new ArrayList<>(column.values().stream().map(Value::shown).toList());
            expected.add("NULL");
            assertThat(destination.clickHouse().select("SELECT ifNull(toString(chosen), 'NULL') AS v FROM "
                    + Identifiers.quote(database, table) + " ORDER BY id", row -> row.text("v"))).as(what)
                    .isEqualTo(expected);
            List<Value> lost = column.values().stream().filter(Value::lost).toList();
            assertThat(rows.losses().list()).as(what).hasSize(lost.isEmpty() ? 0 : 1)
                    .allSatisfy(loss -> assertThat(loss.values()).as(what).isEqualTo(lost.size()));
        }
    }

    private static RowBuffer snapshot(BinlogTestSource source, RowLayout layout, String table) throws SQLException {
        RowEncoder encoder = new RowEncoder(layout, 1);
        RowBuffer buffer = new RowBuffer(16);
        try (Connection reader = source.openReader();
                PreparedStatement statement = reader
                        .prepareStatement("SELECT " + layout.selectList() + " FROM " + table + " ORDER BY id");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                encoder.encode(rows, buffer);
            }
        }
        return buffer;
    }

    @ParameterizedTest
    @EnumSource
    void refused(Flavour flavour) throws SQLException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            int number = 0;
            for (String[] refused : ColumnCases.refused()) {
                String table = "t" + number++;
                source.run("CREATE TABLE " + table + " (id INT PRIMARY KEY, v " + refused[0] + " NULL)");
                TableDefinition definition = source.definition(table);
                assertThat(problems(definition, new ColumnMapping("v", null, refused[1]))).as(refused[1])
                        .singleElement().asString().contains("`v`", refused[1], refused[2]);
            }
            source.run("CREATE TABLE names (id INT PRIMARY KEY, v INT, w INT)");
            TableDefinition names = source.definition("names");
            assertThat(problems(names, renamed("v", "w"))).singleElement().asString().contains("`w` as another");
            assertThat(problems(names, renamed("v", "w"), renamed("w", "v"), renamed("id", "ID"))).isEmpty();
            assertThat(problems(names, renamed("v", RowLayout.VERSION))).singleElement().asString()
                    .contains(RowLayout.VERSION);
            assertThat(problems(names, renamed("x", "y"))).singleElement().asString().contains("`x`", "does not exist");
        }
    }

    private static ColumnMapping renamed(String source, @Nullable String target) {
        return new ColumnMapping(source, target, null);
    }

    private static List<String> problems(TableDefinition definition, ColumnMapping... columns) {
        return MappingProblems.of(definition, mapping(definition, columns));
    }
}
