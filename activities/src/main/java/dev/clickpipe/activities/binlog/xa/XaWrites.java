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
 * @param statements those that stand in place of rows events
 * @param complete whether nothing is left out, because it was too much to be kept
 */
public record XaWrites(Set<TableName> tables, List<BinlogEvent.Statement> statements, boolean complete) {
    public XaWrites {
        tables = Set.copyOf(tables);
        statements = List.copyOf(statements);
    }

    /** Whether it may change a table. */
    public boolean mayChange(TableName table) {
        return !complete || tables.contains(table)
                || statements.stream()
                        .anyMatch(statement -> DdlStatement.read(statement).mayChange(table, NameCase.INSENSITIVE));
    }
}
