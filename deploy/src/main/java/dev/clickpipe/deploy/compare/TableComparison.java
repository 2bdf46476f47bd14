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
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One pass over the rows of both sides, which come in the same order; holds one row of each. */
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
        Row left = source.next();
        Row right = destination.next();
        while (left != null || right != null) {
            int side = left == null ? 1 : right == null ? -1 : order.compare(left, right);
            if (side < 0 && left != null) {
                missing++;
                show("missing", left, "");
                left = source.next();
            } else if (side > 0 && right != null) {
                extra++;
                show("extra", right, "");
                right = destination.next();
            } else if (left != null && right != null) {
                compareCells(left, right);
                left = source.next();
                right = destination.next();
            }
        }
        return new TableResult(table.pair().source().toString(), source.count, destination.count, missing, extra,
                different);
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
        private @Nullable Row last;
        private long count;

        private OrderedRows(RowStream rows, String side) {
            this.rows = rows;
            this.side = side;
        }

        private @Nullable Row next() throws SQLException, IOException, CompareException {
            Row row = rows.next();
            if (row != null) {
                Row before = last;
                if (before != null && order.compare(before, row) > 0) {
                    throw new CompareException("Rows of " + side + " of " + table.pair().source()
                            + " came out of order: " + describeKey(before) + ", then " + describeKey(row)
                            + "; nothing is said about them");
                }
                last = row;
                count++;
            }
            return row;
        }
    }
}
