package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.types.RowBuffer;

/** The rows of one destination table in a batch, and up to where their transactions are whole. */
final class TableBatch {
    private static final int FIRST_CAPACITY = 4096;
    /** A buffer that grew beyond this for one large batch is given back afterwards. */
    private static final int KEPT_CAPACITY = 4 << 20;

    private RowBuffer rows = new RowBuffer(FIRST_CAPACITY);
    private int wholeSize;
    private int wholeRows;

    RowBuffer rows() {
        return rows;
    }

    /** All rows so far belong to whole transactions. */
    void transactionEnded() {
        wholeSize = rows.size();
        wholeRows = rows.rowCount();
    }

    /** Drops the rows of a transaction that has not ended. */
    void abandonTransaction() {
        rows.rewind(wholeSize, wholeRows);
    }

    void clear() {
        if (rows.array().length > KEPT_CAPACITY) {
            rows = new RowBuffer(FIRST_CAPACITY);
        }
        rows.clear();
        wholeSize = 0;
        wholeRows = 0;
    }
}
