package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.CellKind;
import dev.clickpipe.deploy.compare.table.ComparedColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which both servers deliver the rows: numbers by value, times by time, texts and bytes by bytes. */
public final class KeyOrder implements Comparator<Row> {
    private static final int LONG_DIGITS = 18;

    private final List<ComparedColumn> key;

    public KeyOrder(List<ComparedColumn> key) {
        this.key = key;
    }

    @Override
    public int compare(Row left, Row right) {
        for (int index = 0; index < key.size(); index++) {
            int order = compare(key.get(index).kind(), left.cell(index), right.cell(index));
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
            case INTEGER -> compareIntegers(left, right);
            case DECIMAL -> new BigDecimal(text(left)).compareTo(new BigDecimal(text(right)));
            // MySQL sorts -0 and 0 as equal, so the pair must not be told apart here.
            case FLOAT, DOUBLE -> Double.compare(Double.parseDouble(text(left)) + 0.0,
                    Double.parseDouble(text(right)) + 0.0);
            case DATE, DATE_TIME, TIME, TEXT, MEMBER, BYTES -> Arrays.compareUnsigned(left, right);
        };
    }

    private static int compareIntegers(byte[] left, byte[] right) {
        if (left.length <= LONG_DIGITS && right.length <= LONG_DIGITS) {
            return Long.compare(Long.parseLong(text(left)), Long.parseLong(text(right)));
        }
        return new BigDecimal(text(left)).compareTo(new BigDecimal(text(right)));
    }

    private static String text(byte[] cell) {
        return new String(cell, StandardCharsets.US_ASCII);
    }
}
