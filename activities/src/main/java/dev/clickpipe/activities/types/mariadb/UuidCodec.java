package dev.clickpipe.activities.types.mariadb;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * UUID as UUID.
 *
 * <p>MariaDB stores those of versions 1 to 5 with their parts in the opposite order, so that times sort (server:
 * sql_type_uuid.h): {@code nnnnnnnnnnnn-vsss-Vhhh-mmmm-llllllll}; all others as they are written. Before 10.11.5 it
 * turned all of them, which the bytes do not tell: pre-flight refuses the type there.
 */
public final class UuidCodec implements Codec {
    private static final int LENGTH = 16;
    /** Where in a stored record each byte of the UUID is, when its parts are turned. */
    private static final int[] TURNED = {12, 13, 14, 15, 10, 11, 8, 9, 6, 7, 0, 1, 2, 3, 4, 5};
    private static final int VARIANT = 6;
    private static final int VERSION = 8;
    /** Version 6: the first that is sorted by time as it is written. */
    private static final int FIRST_UNTURNED = 0x60;

    private final FixedRecord record;

    /** For results; {@link #forImage} makes the one for row images. */
    public UuidCodec() {
        this(FixedRecord.ofLength(LENGTH));
    }

    private UuidCodec(FixedRecord record) {
        this.record = record;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Uuid();
    }

    @Override
    public String selected(String column) {
        return "CAST(" + column + " AS BINARY(" + LENGTH + "))";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] uuid = row.getBytes(column);
        if (uuid == null) {
            return false;
        }
        if (uuid.length != LENGTH) {
            throw ValueException.corrupt("the server sent a UUID of " + uuid.length + " bytes");
        }
        out.putLong(half(uuid, 0, LENGTH, 0, false));
        out.putLong(half(uuid, 0, LENGTH, 8, false));
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int stored = record.stored(image, offset, end);
        int start = record.start(offset);
        int version = at(image, start, stored, VERSION);
        boolean turned = (at(image, start, stored, VARIANT) & 0x80) != 0 && version > 0 && version < FIRST_UNTURNED;
        out.putLong(half(image, start, stored, 0, turned));
        out.putLong(half(image, start, stored, 8, turned));
        return start + stored;
    }

    /** Eight bytes from {@code first} on, the first the highest, as RowBinary holds each half. */
    private static long half(byte[] bytes, int start, int stored, int first, boolean turned) {
        long half = 0;
        for (int i = first; i < first + Long.BYTES; i++) {
            half = half << 8 | at(bytes, start, stored, turned ? TURNED[i] : i);
        }
        return half;
    }

    private static int at(byte[] bytes, int start, int stored, int index) {
        return index < stored ? bytes[start + index] & 0xFF : 0;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return new UuidCodec(record.forImage(image, "UUID"));
    }
}
