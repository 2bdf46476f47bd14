package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;

/**
 * An event as it stands in the binlog.
 *
 * <pre>
 * 0 timestamp 4 | 4 type 1 | 5 server id 4 | 9 length of the event 4 | 13 end in the file, 32 bits of it 4 | 17 flags 2
 * </pre>
 *
 * @param timestamp seconds since 1970
 * @param length of the whole event, with header and checksum
 * @param end low 32 bits of where it ends in the file; 0 where its writer did not know
 * @param body without header and checksum
 */
public record RawEvent(long timestamp, int type, long serverId, long length, long end, int flags, Body body) {
    /** Bytes of a header. */
    public static final int HEADER_LENGTH = 19;
    /** Bytes of a checksum. */
    public static final int CHECKSUM_LENGTH = 4;
    private static final int FLAG_ARTIFICIAL = 0x20;
    private static final int FLAG_IGNORABLE = 0x80;

    /** Length of the whole event that a header announces. */
    public static int length(byte[] header) {
        long length = LittleEndian.getUnsigned(header, 9, 4);
        if (length < HEADER_LENGTH || length > Integer.MAX_VALUE) {
            throw ValueException.corrupt("an event has the length " + length);
        }
        return (int) length;
    }

    /** Type of the event that a header announces. */
    public static int type(byte[] header) {
        return header[4] & 0xFF;
    }

    /** Puts header and body together. */
    public static RawEvent of(byte[] header, Body body) {
        return new RawEvent(LittleEndian.getUnsigned(header, 0, 4), type(header),
                LittleEndian.getUnsigned(header, 5, 4), length(header), LittleEndian.getUnsigned(header, 13, 4),
                (int) LittleEndian.getUnsigned(header, 17, 2), body);
    }

    /** Whether it stands in no file but was made for this connection. */
    public boolean artificial() {
        return (flags & FLAG_ARTIFICIAL) != 0;
    }

    /** Whether its writer says that a reader may pass over it. */
    public boolean ignorable() {
        return (flags & FLAG_IGNORABLE) != 0;
    }
}
