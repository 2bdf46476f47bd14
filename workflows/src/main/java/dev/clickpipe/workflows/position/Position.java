package dev.clickpipe.workflows.position;

/**
 * A transaction boundary in the stream of one source: everything before it is at the destination, nothing after it is.
 *
 * @param source the server it was recorded on
 * @param epoch see {@link RowVersion}
 * @param ordinal bytes of decompressed rows event bodies since the epoch began; see {@link RowVersion}
 * @param coordinates where the binlog goes on
 */
public record Position(SourceIdentity source, int epoch, long ordinal, Coordinates coordinates) {
    public Position {
        RowVersion.of(epoch, ordinal);
    }

    /** The same place for a stream of an epoch. */
    public Position inEpoch(int begun) {
        return new Position(source, begun, ordinal, coordinates);
    }

    /** The version of rows that are loaded for a stream that begins here. */
    public long loadVersion() {
        return RowVersion.ofLoad(epoch, ordinal);
    }
}
