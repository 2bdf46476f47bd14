package dev.clickpipe.deploy.compare.table;

import dev.clickpipe.deploy.connection.Names;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pair of tables with what is known of their columns.
 *
 * @param columns the columns of the key first, in key order, then all others; of an appended table geometries last
 * @param keyColumns how many columns the key has; of an appended table all of them, because any row may be there many times
 * @param appended whether the destination keeps every change: what counts are its live rows less its deleted ones
 * @param notes what a reader has to know about what is not compared
 */
public record ComparedTable(TablePair pair, List<ComparedColumn> columns, int keyColumns, boolean appended,
        List<String> notes) {
    public ComparedTable {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** What the rows of both sides are ordered by. */
    public List<ColumnOrder> order() {
        return key().stream().map(appended ? ComparedColumn::textOrder : ComparedColumn::keyOrder).toList();
    }

    public String sourceOrder() {
        return order().stream().map(ColumnOrder::source).collect(Collectors.joining(", "));
    }

    public String destinationOrder() {
        return order().stream().map(order -> order.destination() + " NULLS FIRST").collect(Collectors.joining(", "));
    }

    /** The destination's rows: a table or subquery that has the compared columns, each row as often as it counts. */
    public String destinationRows() {
        String table = Names.clickHouse(pair.destination().database(), pair.destination().table());
        String deleted = Names.clickHouse(DestinationSchema.DELETED);
        return appended
                ? grouped("HAVING times > 0") + " ARRAY JOIN range(toUInt64(times))"
                : table + " FINAL WHERE " + deleted + " = 0";
    }

    /** Counts rows of an appended table that are deleted more often than they were there. */
    public String countOverDeleted() {
        return "SELECT count() FROM " + grouped("HAVING times < 0");
    }

    private String grouped(String having) {
        String names = columns.stream().map(column -> Names.clickHouse(column.destinationName()))
                .collect(Collectors.joining(", "));
        return "(SELECT " + names + ", sum(if(" + Names.clickHouse(DestinationSchema.DELETED)
                + " = 0, 1, -1)) AS times FROM "
                + Names.clickHouse(pair.destination().database(), pair.destination().table()) + " GROUP BY " + names
                + " " + having + ")";
    }

    public List<ComparedColumn> key() {
        return columns.subList(0, keyColumns);
    }
}
