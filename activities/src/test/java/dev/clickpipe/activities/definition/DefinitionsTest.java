package dev.clickpipe.activities.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefinitionsTest {
    @ParameterizedTest
    @EnumSource
    void readsManyTablesAtOnce(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour);
                Connection connection = source.connections().openControl(source.connection())) {
            source.execute(
                    """
                            CREATE TABLE %db.`o'rd.er\\\\ "s``` (`i``d` INT UNSIGNED NOT NULL AUTO_INCREMENT, b VARCHAR(20)
                             CHARACTER SET latin1, c DECIMAL(60,3) NOT NULL, d ENUM('a''b','c,d'),
                             e INT GENERATED ALWAYS AS (LENGTH(b) + 1) VIRTUAL, PRIMARY KEY (c, `i``d`), KEY (`i``d`), KEY (b))""",
                    "CREATE TABLE %db.nokey (a INT, b TEXT)", "CREATE VIEW %db.seen AS SELECT * FROM %db.nokey");
            TableName awkward = source.table("o'rd.er\\\\ \"s`");
            TableName view = source.table("seen");
            SourceDefinitions definitions = new SourceDefinitions(connection);
            Map<TableName, TableDefinition> found = definitions
                    .definitions(List.of(awkward, source.table("nokey"), source.table("absent")));

            assertThat(found).containsOnlyKeys(awkward, source.table("nokey"));
            TableDefinition table = requireNonNull(found.get(awkward));
            assertThat(table.primaryKey()).containsExactly("c", "i`d");
            assertThat(table.columns()).extracting(ColumnDefinition::name).containsExactly("i`d", "b", "c", "d", "e");
            assertThat(table.columns().get(0)).satisfies(column -> {
                assertThat(column.columnType()).startsWith("int").endsWith("unsigned");
                assertThat(column.nullable()).isFalse();
                assertThat(column.extra()).isEqualTo("auto_increment");
            });
            assertThat(table.columns().get(1)).satisfies(column -> {
                assertThat(column.characterSet()).isEqualTo("latin1");
                assertThat(column.nullable()).isTrue();
            });
            assertThat(table.columns().get(3).columnType()).isEqualTo("enum('a''b','c,d')");
            assertThat(table.columns().get(4).generationExpression()).contains("+ 1");
            assertThat(found.get(source.table("nokey"))).extracting(TableDefinition::primaryKey).isEqualTo(List.of());
            assertThat(definitions.indexes(awkward)).containsExactlyInAnyOrder(
                    new SourceIndex("PRIMARY", true, List.of(part("c"), part("i`d"))),
                    new SourceIndex("i`d", false, List.of(part("i`d"))),
                    new SourceIndex("b", false, List.of(part("b"))));
            assertThat(definitions.tables(List.of(awkward, view))).satisfies(tables -> {
                assertThat(tables).containsOnlyKeys(awkward, view);
                assertThat(tables.get(awkward)).extracting(SourceTable::isBaseTable).isEqualTo(true);
                assertThat(tables.get(view)).extracting(SourceTable::isBaseTable).isEqualTo(false);
            });
            assertThat(definitions.spelledOtherwise(source.table("NoKey"))).containsExactly(source.table("nokey"));
            assertThat(definitions.spelledOtherwise(source.table("nokey"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatItReads(Flavour flavour) throws Exception {
        UUID pipe = UUID.randomUUID();
        try (TestSource source = TestSource.open(flavour);
                TestDestination destination = TestDestination.open();
                Connection connection = source.connections().openControl(source.connection())) {
            source.execute("CREATE TABLE %db.`it's\\\\` (id INT PRIMARY KEY, b ENUM('a''\\\\b','c'))");
            TableName name = source.table("it's\\\\");
            DefinitionStore store = new DefinitionStore(destination.clickHouse(), destination.database());
            store.create();
            store.create();
            TableDefinition before = read(connection, name);

            assertThat(store.record(pipe, before)).isEqualTo(1);
            assertThat(store.record(pipe, before)).isEqualTo(1);
            source.execute("ALTER TABLE %db.`it's\\\\` ADD COLUMN c INT");
            TableDefinition after = read(connection, name);
            assertThat(store.record(pipe, after)).isEqualTo(2);
            assertThat(store.record(pipe, after)).isEqualTo(2);
            assertThat(store.record(UUID.randomUUID(), after)).isEqualTo(1);

            assertThat(store.read(pipe, name, 1)).isEqualTo(before);
            assertThat(store.read(pipe, name, 2)).isEqualTo(after);
            assertThatThrownBy(() -> store.read(pipe, name, 3)).isInstanceOf(PipeException.class)
                    .hasMessageContaining("Revision 3");
        }
    }

    private static TableDefinition read(Connection connection, TableName name) throws Exception {
        return new SourceDefinitions(connection).definitions(List.of(name)).values().iterator().next();
    }

    private static SourceIndex.Part part(String column) {
        return new SourceIndex.Part(column, true, false);
    }
}
