package dev.clickpipe.workflows.position;

/**
 * The version of a destination row: {@code epoch (20 bits) | ordinal (44 bits)}, compared unsigned.
 *
 * <p>The ordinal is part of the position, so the same events get the same versions on every replay: no clock and no
 * store takes part. The epoch rises whenever a stream starts anywhere but at a position it recorded itself.
 */
public final class RowVersion {
    /** Version of rows that a snapshot loads: below every change. */
    public static final long SNAPSHOT = 1;
    /** Bits of the ordinal: 16 TiB of rows events in one epoch. */
    public static final int ORDINAL_BITS = 44;
    /** The highest ordinal of an epoch. */
    public static final long MAXIMUM_ORDINAL = (1L << ORDINAL_BITS) - 1;
    /** The highest epoch. */
    public static final int MAXIMUM_EPOCH = (1 << (64 - ORDINAL_BITS)) - 1;

    private RowVersion() {}

    /** The version of the row at {@code ordinal} of {@code epoch}. */
    public static long of(int epoch, long ordinal) {
        if (epoch < 0 || epoch > MAXIMUM_EPOCH) {
            throw new IllegalArgumentException("epoch " + epoch + " is outside 0.." + MAXIMUM_EPOCH);
        }
        if (ordinal < 0 || ordinal > MAXIMUM_ORDINAL) {
            throw new IllegalArgumentException("ordinal " + ordinal + " is outside 0.." + MAXIMUM_ORDINAL);
        }
        return ((long) epoch << ORDINAL_BITS) | ordinal;
    }

    /** The epoch that a version belongs to. */
    public static int epochOf(long version) {
        return (int) (version >>> ORDINAL_BITS);
    }
}
