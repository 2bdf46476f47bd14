package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.CellKind;
import dev.clickpipe.deploy.compare.table.ComparedColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which both servers deliver rows without a key: by the bytes of each cell's text, floats by value. */
public final class TextOrder implements Comparator<Row> {
    private final List<ComparedColumn> columns;

    public TextOrder(List<ComparedColumn> columns) {
        this.columns = columns;
    }

    @Override
    public int compare(Row left, Row right) {
        for (int index = 0; index < columns.size(); index++) {
            int order = compare(columns.get(index).kind(), left.cell(index), right.cell(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(CellKind kind, byte @Nullable [] left, byte @Nullable [] right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return switch (kind) {
            case FLOAT, DOUBLE -> Double.compare(number(left), number(right));
            case INTEGER, DECIMAL, DATE, DATE_TIME, TIME, TEXT, MEMBER, BYTES -> Arrays.compareUnsigned(left, right);
        };
    }

    /** Both servers sort -0 and 0 as equal. */
    private static double number(byte[] cell) {
        return Double.parseDouble(new String(cell, StandardCharsets.US_ASCII)) + 0.0;
    }
}
