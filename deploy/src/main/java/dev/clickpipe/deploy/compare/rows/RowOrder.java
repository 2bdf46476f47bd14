package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.CellOrder;
import dev.clickpipe.deploy.compare.table.ColumnOrder;
import dev.clickpipe.deploy.compare.table.ComparedTable;
import java.util.Comparator;
import java.util.List;

/** The order in which both servers deliver the rows of a table: column by column, NULLs first. */
public final class RowOrder implements Comparator<Row> {
    private final List<CellOrder> columns;

    public RowOrder(ComparedTable table) {
        this.columns = table.order().stream().map(ColumnOrder::cells).toList();
    }

    @Override
    public int compare(Row left, Row right) {
        for (int index = 0; index < columns.size(); index++) {
            byte[] leftCell = left.cell(index);
            byte[] rightCell = right.cell(index);
            int order = leftCell == null || rightCell == null
                    ? Boolean.compare(leftCell != null, rightCell != null)
                    : columns.get(index).compare(leftCell, rightCell);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
