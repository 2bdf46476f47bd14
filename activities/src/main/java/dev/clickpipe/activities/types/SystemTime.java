package dev.clickpipe.activities.types;

/** The ROW END of rows of MariaDB's system-versioned tables: TIMESTAMP(6), seconds 4 and microseconds 3, big endian. */
public final class SystemTime {
    private static final int SECONDS = 4;
    private static final int MICROS = 3;
    private static final int FRACTION_DIGITS = 6;
    private static final int LAST_MICROS = 999_999;
    /** 2038-01-19, and since 11.5 2106-02-07, which a table gets when it is altered. */
    private static final int LAST_SECOND = Integer.MAX_VALUE;
    private static final int LAST_SECOND_UNSIGNED = -1;

    private SystemTime() {}

    /**
     * Whether a row with this ROW END is a current one.
     *
     * @throws ValueException for a column of another form: MariaDB does not write rows of tables that are versioned by
     * transactions
     */
    public static boolean isMaximum(ImageColumn column, byte[] image, int offset, int end) {
        if (column.type() != ImageColumn.TIMESTAMP2 || column.metadata() != FRACTION_DIGITS) {
            throw ValueException.otherForm("the binlog holds ROW END as type " + column.type() + ", no TIMESTAMP(6)");
        }
        ImageColumn.end(offset, SECONDS + MICROS, end);
        int seconds = (image[offset] & 0xFF) << 24 | (image[offset + 1] & 0xFF) << 16 | (image[offset + 2] & 0xFF) << 8
                | (image[offset + 3] & 0xFF);
        int micros = (image[offset + 4] & 0xFF) << 16 | (image[offset + 5] & 0xFF) << 8 | (image[offset + 6] & 0xFF);
        return micros == LAST_MICROS && (seconds == LAST_SECOND || seconds == LAST_SECOND_UNSIGNED);
    }
}
