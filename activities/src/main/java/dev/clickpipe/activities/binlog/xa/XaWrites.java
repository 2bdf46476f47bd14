package dev.clickpipe.activities.binlog.xa;

import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.ddl.NameCase;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Set;

/**
 * What an XA transaction changes once it is committed.
 *
 * @param tables those of its rows events
 * @param cascading those of them whose changes may have cascaded by foreign keys without rows events of the children
 * @param statements those that stand in place of rows events
 * @param complete whether nothing is left out, because it was too much to be kept
 */
public record XaWrites(Set<TableName> tables, Set<TableName> cascading, List<BinlogEvent.Statement> statements,
        boolean complete) {
    public XaWrites {
        tables = Set.copyOf(tables);
        cascading = Set.copyOf(cascading);
        statements = List.copyOf(statements);
    }

    /** Whether its rows events change a table, or may do so because they are not all known. */
    public boolean rowsMayChange(TableName table) {
        return !complete || tables.contains(table);
    }

    /** Whether it may change a table, as far as the words of its statements say. */
    public boolean mayChange(TableName table) {
        return rowsMayChange(table)
                || statements.stream()
                        .anyMatch(statement -> DdlStatement.read(statement).mayChange(table, NameCase.INSENSITIVE));
    }
}
