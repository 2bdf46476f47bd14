package dev.clickpipe.activities.binlog.table;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Columns that a server adds to a table by itself and writes to the binlog, but shows nowhere else. MySQL has none of them:
 * it leaves the columns of functional indexes out of the binlog, and shows {@code my_row_id} when asked to.
 */
final class HiddenColumns {
    /** BIGINT UNSIGNED, one for each UNIQUE key whose columns are too long for an index (server: make_unique_key_hash). */
    private static final Pattern ROW_HASH = Pattern.compile("DB_ROW_HASH_\\d+");

    private final TableMap map;
    private final TableDefinition definition;
    private final Set<String> defined;

    HiddenColumns(TableMap map, TableDefinition definition) {
        this.map = map;
        this.definition = definition;
        defined = definition.columns().stream().map(ColumnDefinition::name).collect(Collectors.toSet());
    }

    /** Whether a column is one of them: a name that the definition has too is a column of the user's. */
    boolean contains(MappedColumn column) {
        return map.flavour() == Flavour.MARIADB && !defined.contains(column.name())
                && (isRowHash(column) || isRowPeriod(column));
    }

    private static boolean isRowHash(MappedColumn column) {
        return column.image().type() == ImageColumn.LONGLONG && column.unsigned()
                && ROW_HASH.matcher(column.name()).matches();
    }

    /** {@code WITH SYSTEM VERSIONING} without a PERIOD. */
    private boolean isRowPeriod(MappedColumn column) {
        return TableDefinition.IMPLICIT_ROW_END.equals(definition.rowEnd())
                && (column.name().equals(TableDefinition.IMPLICIT_ROW_START)
                        || column.name().equals(TableDefinition.IMPLICIT_ROW_END));
    }
}
