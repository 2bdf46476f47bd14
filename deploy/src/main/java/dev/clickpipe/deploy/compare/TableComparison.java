package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.compare.rows.CellText;
import dev.clickpipe.deploy.compare.rows.Row;
import dev.clickpipe.deploy.compare.rows.RowOrder;
import dev.clickpipe.deploy.compare.rows.RowStream;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.compare.table.ComparedColumn;
import dev.clickpipe.deploy.compare.table.ComparedTable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows of both sides, which come in the same order; holds one row of each, and those of an appended
 * table that the order does not tell apart until they are matched.
 */
final class TableComparison {
    private static final int ROWS_SHOWN = 5;
    private static final int CELLS_SHOWN = 4;

    private final ComparedTable table;
    private final Comparator<Row> order;
    private final Consumer<String> lines;
    private long shown;
    private long missing;
    private long extra;
    private long different;

    TableComparison(ComparedTable table, Consumer<String> lines) {
        this.table = table;
        this.order = new RowOrder(table);
        this.lines = lines;
    }

    TableResult run(RowStream sourceRows, RowStream destinationRows)
            throws SQLException, IOException, CompareException {
        OrderedRows source = new OrderedRows(sourceRows, "the source");
        OrderedRows destination = new OrderedRows(destinationRows, "the destination");
        source.advance();
        destination.advance();
        while (source.head != null || destination.head != null) {
            Row left = source.head;
            Row right = destination.head;
            int side = left == null ? 1 : right == null ? -1 : order.compare(left, right);
            if (side < 0 && left != null) {
                missing(left);
                source.advance();
            } else if (side > 0 && right != null) {
                extra(right);
                destination.advance();
            } else if (left != null && right != null) {
                if (table.appended()) {
                    matchRun(left, source, destination);
                } else {
                    compareCells(left, right);
                    source.advance();
                    destination.advance();
                }
            }
        }
        return new TableResult(table.pair().source().toString(), source.count, destination.count, missing, extra,
                different);
    }

    /**
     * Matches the rows that the order does not tell apart from the first, whichever way they come. They are taken in
     * turns: the same row mostly comes on both sides at the same time, and only those that wait for theirs are held.
     */
    private void matchRun(Row first, OrderedRows source, OrderedRows destination)
            throws SQLException, IOException, CompareException {
        Map<Row, Long> balances = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            boolean fromSource = take(first, source, 1, balances);
            more = take(first, destination, -1, balances) || fromSource;
        }
        balances.forEach((row, balance) -> {
            for (long times = 0; times < Math.abs(balance); times++) {
                if (balance > 0) {
                    missing(row);
                } else {
                    extra(row);
                }
            }
        });
    }

    private boolean take(Row first, OrderedRows rows, int weight, Map<Row, Long> balances)
            throws SQLException, IOException, CompareException {
        Row row = rows.head;
        if (row == null || order.compare(first, row) != 0) {
            return false;
        }
        long balance = balances.getOrDefault(row, 0L) + weight;
        if (balance == 0) {
            balances.remove(row);
        } else {
            balances.put(row, balance);
        }
        rows.advance();
        return true;
    }

    private void missing(Row row) {
        missing++;
        show("missing", row, "");
    }

    private void extra(Row row) {
        extra++;
        show("extra", row, "");
    }

    private void compareCells(Row left, Row right) {
        StringBuilder cells = new StringBuilder();
        int cellsShown = 0;
        boolean same = true;
        for (int index = 0; index < table.columns().size(); index++) {
            if (!left.sameCell(index, right)) {
                same = false;
                if (cellsShown++ < CELLS_SHOWN && shown < ROWS_SHOWN) {
                    ComparedColumn column = table.columns().get(index);
                    cells.append(": ").append(column.name()).append(" source=")
                            .append(CellText.of(column.kind(), left.cell(index))).append(" destination=")
                            .append(CellText.of(column.kind(), right.cell(index)));
                }
            }
        }
        if (!same) {
            different++;
            show("different", left, cells.toString());
        }
    }

    private void show(String what, Row row, String detail) {
        if (shown < ROWS_SHOWN) {
            lines.accept("  " + what + " in " + table.pair().destination() + " where " + describeKey(row) + detail);
        } else if (shown == ROWS_SHOWN) {
            lines.accept("  … more of them are only counted");
        }
        shown++;
    }

    /** The key of a row as people write it: {@code id=7, line=2}. */
    private String describeKey(Row row) {
        List<ComparedColumn> key = table.key();
        return IntStream.range(0, key.size())
                .mapToObj(index -> key.get(index).name() + "=" + CellText.of(key.get(index).kind(), row.cell(index)))
                .collect(Collectors.joining(", "));
    }

    /** Counts the rows of one side and stops when a server's order is not the one this pass relies on. */
    private final class OrderedRows {
        private final RowStream rows;
        private final String side;
        /** The row that is looked at; null before the first and after the last. */
        private @Nullable Row head;
        private long count;

        private OrderedRows(RowStream rows, String side) {
            this.rows = rows;
            this.side = side;
        }

        private void advance() throws SQLException, IOException, CompareException {
            Row before = head;
            Row row = rows.next();
            if (before != null && row != null && order.compare(before, row) > 0) {
                throw new CompareException("Rows of " + side + " of " + table.pair().source()
                        + " came out of order: " + describeKey(before) + ", then " + describeKey(row)
                        + "; nothing is said about them");
            }
            head = row;
            count += row == null ? 0 : 1;
        }
    }
}
