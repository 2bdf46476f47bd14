package dev.clickpipe.deploy.compare.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one row as bytes, null for NULL, in the order of the compared columns. */
public final class Row {
    private final byte[] @Nullable [] cells;

    public Row(int columns) {
        this.cells = new byte[columns][];
    }

    public void set(int column, byte @Nullable [] cell) {
        cells[column] = cell;
    }

    public byte @Nullable [] cell(int column) {
        return cells[column];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.deepEquals(cells, row.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(cells);
    }

    public boolean sameCell(int column, Row other) {
        return Arrays.equals(cells[column], other.cells[column]);
    }
}
