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
import org.junit.jupiter.api.Test;
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
                assertThat(tables.get(awkward)).extracting(SourceTableKind::kind).isEqualTo(TableKind.BASE_TABLE);
                assertThat(tables.get(view)).extracting(SourceTableKind::kind).isEqualTo(TableKind.VIEW);
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

    /** ROW END is a part of the primary key for the history's sake alone. */
    @Test
    void systemVersionedTablesAreTablesWithTheirOwnKeys() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MARIADB);
                TestDestination destination = TestDestination.open();
                Connection connection = source.connections().openControl(source.connection())) {
            source.execute("CREATE TABLE %db.implicit (id INT PRIMARY KEY) WITH SYSTEM VERSIONING",
                    "CREATE TABLE %db.named (e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, id INT PRIMARY KEY,"
                            + " s TIMESTAMP(6) GENERATED ALWAYS AS ROW START INVISIBLE, PERIOD FOR SYSTEM_TIME (s, e))"
                            + " WITH SYSTEM VERSIONING",
                    "CREATE TABLE %db.plain (id INT PRIMARY KEY, row_end INT)");
            TableDefinition implicit = read(connection, source.table("implicit"));
            assertThat(implicit.rowEnd()).isEqualTo("row_end");
            assertThat(implicit.columns()).extracting(ColumnDefinition::name).containsExactly("id");
            TableDefinition named = read(connection, source.table("named"));
            assertThat(named.rowEnd()).isEqualTo("e");
            assertThat(named.columns()).extracting(ColumnDefinition::name).containsExactly("e", "id", "s");
            assertThat(named.columns()).noneMatch(ColumnDefinition::isGenerated);
            TableDefinition plain = read(connection, source.table("plain"));
            assertThat(plain.rowEnd()).isNull();
            assertThat(List.of(implicit, named, plain)).extracting(TableDefinition::primaryKey)
                    .containsOnly(List.of("id"));
            assertThat(new SourceDefinitions(connection).tables(List.of(source.table("named"))).values())
                    .extracting(SourceTableKind::kind).containsExactly(TableKind.SYSTEM_VERSIONED);

            UUID pipe = UUID.randomUUID();
            DefinitionStore store = new DefinitionStore(destination.clickHouse(), destination.database());
            store.create();
            for (TableDefinition definition : List.of(implicit, named, plain)) {
                store.record(pipe, definition);
                assertThat(store.read(pipe, definition.name(), 1)).isEqualTo(definition);
            }
            // Earlier versions of the program cannot read a member that they do not know.
            assertThat(destination.clickHouse().select("SELECT source_table FROM " + destination.database() + "."
                    + DefinitionStore.TABLE + " WHERE definition LIKE '%rowEnd%' ORDER BY source_table",
                    row -> row.text("source_table"))).containsExactly("implicit", "named");
        }
    }

    private static TableDefinition read(Connection connection, TableName name) throws Exception {
        return new SourceDefinitions(connection).definitions(List.of(name)).values().iterator().next();
    }

    private static SourceIndex.Part part(String column) {
        return new SourceIndex.Part(column, true, false);
    }
}
