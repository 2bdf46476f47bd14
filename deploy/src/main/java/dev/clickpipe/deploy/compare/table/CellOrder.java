package dev.clickpipe.deploy.compare.table;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How two cells of one column compare that are there, each the bytes of its text. */
public enum CellOrder {
    INTEGER, DECIMAL, REAL, BYTES,
    /** The servers agree nearly, not always, so that nothing may rely on it. */
    NONE;

    private static final int LONG_DIGITS = 18;

    public int compare(byte[] left, byte[] right) {
        return switch (this) {
            case INTEGER -> left.length <= LONG_DIGITS && right.length <= LONG_DIGITS
                    ? Long.compare(Long.parseLong(text(left)), Long.parseLong(text(right)))
                    : DECIMAL.compare(left, right);
            case DECIMAL -> new BigDecimal(text(left)).compareTo(new BigDecimal(text(right)));
            case REAL -> Double.compare(real(left), real(right));
            case BYTES -> Arrays.compareUnsigned(left, right);
            case NONE -> 0;
        };
    }

    /** Both servers sort -0 and 0 as equal, so the pair must not be told apart here. */
    private static double real(byte[] cell) {
        return Double.parseDouble(text(cell)) + 0.0;
    }

    private static String text(byte[] cell) {
        return new String(cell, StandardCharsets.US_ASCII);
    }
}
