package dev.clickpipe.activities.stream;

import java.time.Duration;

/**
 * When a batch is cut.
 *
 * @param syncInterval a table gets at most one insert in this time, and a change waits at most this long
 * @param maximumRows rows after which a batch is cut whatever the time
 * @param maximumBytes bytes of rows after which a batch is cut, in mid-transaction if need be; what one batch may hold in
 * memory
 */
record BatchLimits(Duration syncInterval, int maximumRows, long maximumBytes) {
    /** Smallest bound that still makes worthwhile inserts. */
    private static final long LOWEST_BYTES = 4L << 20;
    /** More makes an insert no faster and a pause slower. */
    private static final long HIGHEST_BYTES = 32L << 20;
    /** Two batches are in memory, each buffer up to twice its content after growing; the rest is everybody else's. */
    private static final int SHARE_OF_HEAP = 16;

    /** The policy of a pipe's settings on a heap of {@code heapBytes}. */
    static BatchLimits of(int syncIntervalSeconds, int pullBatchSize, long heapBytes) {
        return new BatchLimits(Duration.ofSeconds(syncIntervalSeconds), pullBatchSize,
                Math.clamp(heapBytes / SHARE_OF_HEAP, LOWEST_BYTES, HIGHEST_BYTES));
    }
}
