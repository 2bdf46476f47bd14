package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.SourceTableKind;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.Grantee;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.mysql.TableLock;
import dev.clickpipe.activities.types.ColumnType;
import dev.clickpipe.activities.types.GeneratedColumns;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.MappingProblems;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the source tables are there, may be read, and can be mapped. */
final class SourceTableChecks {
    private final Connection connection;
    private final PipeConfiguration configuration;
    private final Findings findings;
    private final SourceDefinitions source;

    SourceTableChecks(Connection connection, PipeConfiguration configuration, Findings findings) {
        this.connection = connection;
        this.configuration = configuration;
        this.findings = findings;
        source = new SourceDefinitions(connection);
    }

    /** Definitions of the tables that are there. */
    Map<TableName, TableDefinition> check() throws SQLException {
        List<TableName> names = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        Map<TableName, SourceTableKind> tables = source.tables(names);
        Map<TableName, TableDefinition> definitions = source.definitions(names);
        for (int index = 0; index < configuration.tables().size(); index++) {
            TableMapping mapping = configuration.tables().get(index);
            SourceTableKind table = tables.get(mapping.source());
            TableDefinition definition = definitions.get(mapping.source());
            if (table == null || definition == null) {
                missing(index, mapping.source());
            } else {
                checkTable(index, mapping, table, definition);
            }
        }
        new CascadeChecks(connection, configuration, findings).check(definitions.keySet());
        return definitions;
    }

    private void missing(int index, TableName name) throws SQLException {
        List<TableName> similar = source.spelledOtherwise(name);
        findings.failure(MappingChecks.field(index, "sourceTable"), name.quoted(),
                "there is no such table, or the user may not see it",
                similar.isEmpty()
                        ? "Create it, correct its name, or GRANT SELECT ON " + name.quoted() + " TO "
                                + Grantee.of(connection)
                        : "Did you mean " + similar.getFirst().quoted() + "?");
    }

    private void checkTable(int index, TableMapping mapping, SourceTableKind table, TableDefinition definition)
            throws SQLException {
        String field = MappingChecks.field(index, "sourceTable");
        boolean isTable = switch (table.kind()) {
            case BASE_TABLE, SYSTEM_VERSIONED -> true;
            case VIEW -> noTable(field, table, "Name the tables behind it");
            case SEQUENCE -> noTable(field, table, "Leave it out: what it counts is not known from its row alone");
            case OTHER -> noTable(field, table, "Leave it out");
        };
        if (!isTable) {
            return;
        }
        checkReadable(field, mapping.source());
        checkVersioning(field, definition);
        checkGenerated(field, mapping, definition);
        if (WriteMode.of(definition, mapping) == WriteMode.APPEND && !"InnoDB".equalsIgnoreCase(table.engine())) {
            findings.failure(field, mapping.source().quoted(),
                    "a table that is copied change by change is read as of one"
                            + " moment, which its engine " + table.engine() + " does not offer",
                    "ALTER TABLE " + mapping.source().quoted() + " ENGINE = InnoDB"
                            + (definition.primaryKey().isEmpty()
                                    ? ", or ADD PRIMARY KEY (…)"
                                    : ", or tableEngine ReplacingMergeTree"));
        }
        checkLock(field, mapping, definition);
        for (String problem : MappingProblems.of(definition, mapping)) {
            findings.failure(field, mapping.source().quoted(), problem,
                    "Correct the mapping, or add the column to excludedColumns");
        }
        checkAmbiguous(field, mapping, definition);
        checkPartitionKey(index, mapping, definition);
    }

    private boolean noTable(String field, SourceTableKind table, String remedy) {
        findings.failure(field, table.name().quoted(), "it is no table but a " + table.type(), remedy);
        return false;
    }

    /** A table that is versioned by transactions is written in STATEMENT format, whatever binlog_format says. */
    private void checkVersioning(String field, TableDefinition definition) {
        if (configuration.replication().mode() == ReplicationMode.SNAPSHOT) {
            return;
        }
        definition.columns().stream().filter(column -> column.name().equals(definition.rowEnd()))
                .filter(column -> !(ColumnType.parse(column) instanceof ColumnType.Timestamp))
                .forEach(column -> findings.failure(field, definition.name().quoted(),
                        "it is versioned by transactions (ROW END column `" + column.name() + "` is a "
                                + column.columnType()
                                + "): MariaDB writes statements to the binlog in place of its rows",
                        "Use replicationMode snapshot, leave the table out, or version it by time: DROP its PERIOD, both"
                                + " columns and SYSTEM VERSIONING, which deletes its history, then ADD SYSTEM VERSIONING"));
    }

    /** Snapshots read generated columns like any other; the binlog of MariaDB may not hold them. */
    private void checkGenerated(String field, TableMapping mapping, TableDefinition definition) throws SQLException {
        if (configuration.replication().mode() == ReplicationMode.SNAPSHOT) {
            return;
        }
        boolean leftOut = SourceServer.of(configuration.source().type()).leavesOutGeneratedColumns(connection);
        for (ColumnDefinition column : definition.columns()) {
            boolean stale = definition.rowEnd() != null && column.isVirtual();
            if (!mapping.excludedColumns().contains(column.name()) && (stale || (leftOut && column.isGenerated()))) {
                findings.failure(field, definition.name().quoted(),
                        "column `" + column.name() + "`: "
                                + (stale ? GeneratedColumns.STALE : GeneratedColumns.LEFT_OUT),
                        "Add the column to excludedColumns; ClickHouse can compute it, as an ALIAS column or in a view");
            }
        }
    }

    /** Tried with the very statement: without GTIDs a load of MySQL can tell only under a lock where it stands. */
    private void checkLock(String field, TableMapping mapping, TableDefinition definition) throws SQLException {
        if (configuration.replication().mechanism() != ReplicationMechanism.FILE_POS
                || configuration.replication().mode() != ReplicationMode.CDC
                || SourceServer.of(configuration.source().type()).flavour() != Flavour.MYSQL
                || WriteMode.of(definition, mapping) != WriteMode.APPEND) {
            return;
        }
        try (TableLock _ = TableLock.take(connection, List.of(mapping.source()), "With replicationMechanism FILE_POS"
                + " a table that is copied change by change is read as of one binlog position")) {
            // It can be had.
        } catch (PipeException refused) {
            findings.failure(field, mapping.source().quoted(), refused.error());
        } catch (SQLException busy) {
            // Somebody holds the table; the privilege is there.
        }
    }

    private void checkAmbiguous(String field, TableMapping mapping, TableDefinition definition) throws SQLException {
        Set<String> ambiguous = SourceServer.of(configuration.source().type()).ambiguousTypes(connection);
        definition.columns().stream().filter(column -> !mapping.excludedColumns().contains(column.name()))
                .filter(column -> ambiguous.stream().anyMatch(column.columnType()::startsWith))
                .forEach(column -> findings.failure(field, mapping.source().quoted(), "column `" + column.name()
                        + "`: this version of the server stores type " + column.columnType()
                        + " so that some of its values cannot be told",
                        "Upgrade the server, or add the column to excludedColumns"));
    }

    private void checkReadable(String field, TableName name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 FROM " + name.quoted() + " LIMIT 0");
        } catch (SQLException refused) {
            findings.failure(field, name.quoted(), ErrorClassifier.errorOf(refused, name).message(), "GRANT SELECT ON "
                    + name.quoted() + " TO " + Grantee.of(connection));
        }
    }

    private void checkPartitionKey(int index, TableMapping mapping, TableDefinition definition) throws SQLException {
        @Nullable
        String key = mapping.partitionKey();
        if (key == null || key.isEmpty()) {
            return;
        }
        String field = MappingChecks.field(index, "partitionKey");
        if (definition.columns().stream().noneMatch(column -> column.name().equals(key))) {
            findings.failure(field, key, "the table has no such column", "Name one of its columns, or leave it out");
        } else if (source.indexes(mapping.source()).stream()
                .noneMatch(one -> key.equals(one.parts().getFirst().column()))) {
            findings.failure(field, key, "no index begins with that column, so every partition would read the whole"
                    + " table", "CREATE INDEX on that column, or leave partitionKey out");
        }
    }
}
