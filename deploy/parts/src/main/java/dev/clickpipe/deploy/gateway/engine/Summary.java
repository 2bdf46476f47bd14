package dev.clickpipe.deploy.gateway.engine;

/**
 * What a statement read, wrote and answered, as {@code X-ClickHouse-Summary} counts it.
 *
 * @param readRows rows read from storage
 * @param writtenRows rows written, by materialized views too
 * @param resultRows rows of the answer
 */
public record Summary(long readRows, long readBytes, long writtenRows, long writtenBytes, long resultRows,
        long resultBytes, long elapsedNanos) {
    public static final Summary NOTHING = new Summary(0, 0, 0, 0, 0, 0, 0);

    /** A server writes the numbers as strings. */
    public String json() {
        return "{\"read_rows\":\"" + readRows + "\",\"read_bytes\":\"" + readBytes + "\",\"written_rows\":\""
                + writtenRows
                + "\",\"written_bytes\":\"" + writtenBytes
                + "\",\"total_rows_to_read\":\"0\",\"result_rows\":\"" + resultRows + "\",\"result_bytes\":\""
                + resultBytes
                + "\",\"elapsed_ns\":\"" + elapsedNanos + "\",\"memory_usage\":\"0\"}";
    }
}
