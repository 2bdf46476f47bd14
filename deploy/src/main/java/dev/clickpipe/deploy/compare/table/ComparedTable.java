package dev.clickpipe.deploy.compare.table;

import java.util.List;

/**
 * A pair of tables with what is known of their columns.
 *
 * @param columns the columns of the key first, in key order, then all others
 * @param keyColumns how many columns the key has
 * @param notes what a reader has to know about what is not compared
 */
public record ComparedTable(TablePair pair, List<ComparedColumn> columns, int keyColumns, List<String> notes) {
    public ComparedTable {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    public List<ComparedColumn> key() {
        return columns.subList(0, keyColumns);
    }
}
