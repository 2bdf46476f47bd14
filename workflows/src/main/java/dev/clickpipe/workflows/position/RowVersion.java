package dev.clickpipe.workflows.position;

/**
 * The version of a destination row: {@code epoch (20 bits) | ordinal (44 bits)}, compared unsigned.
 *
 * <p>The ordinal is part of the position, so the same events get the same versions on every replay: no clock and no
 * store takes part. The epoch rises whenever a stream starts anywhere but at a position it recorded itself.
 */
public final class RowVersion {
    /** Version of loaded rows that no stream follows, and the lowest one of any; 0 is left to what must lose to every row. */
    public static final long LOWEST = 1;
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

    /**
     * The version of rows that are read from the tables when their stream is to begin at {@code ordinal} of {@code epoch}:
     * below that of every change from there on, and above that of every change before. So what a writer that was given up
     * inserts late loses against what was loaded since.
     *
     * <p>A change stands behind the header of its event, at least ten bytes; and the last one before ends with a bitmap and
     * the values of its key, at least two. At the beginning of an epoch it is the highest version of the one before.
     */
    public static long ofLoad(int epoch, long ordinal) {
        long first = of(epoch, ordinal);
        return Long.compareUnsigned(first, LOWEST) <= 0 ? LOWEST : first - 1;
    }

    /** A version, or the lowest one in place of the 0 that stands in what was recorded before loads had versions. */
    public static long orLowest(long version) {
        return version == 0 ? LOWEST : version;
    }

    /** The epoch that a version belongs to. */
    public static int epochOf(long version) {
        return (int) (version >>> ORDINAL_BITS);
    }
}
