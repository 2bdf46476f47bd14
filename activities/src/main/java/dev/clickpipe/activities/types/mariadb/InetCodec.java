package dev.clickpipe.activities.types.mariadb;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** INET4 as IPv4 and INET6 as IPv6. The source stores both in network order; RowBinary turns an IPv4 round. */
public final class InetCodec implements Codec {
    private static final int SHORT = 4;
    private static final int LONG = 16;

    private final int width;
    private final FixedRecord record;

    private InetCodec(int width, FixedRecord record) {
        this.width = width;
        this.record = record;
    }

    /** INET4. */
    public static InetCodec inet4() {
        return new InetCodec(SHORT, FixedRecord.ofLength(SHORT));
    }

    /** INET6. */
    public static InetCodec inet6() {
        return new InetCodec(LONG, FixedRecord.ofLength(LONG));
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Address(width);
    }

    @Override
    public String selected(String column) {
        return "CAST(" + column + " AS BINARY(" + width + "))";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] address = row.getBytes(column);
        if (address == null) {
            return false;
        }
        if (address.length != width) {
            throw ValueException.corrupt("the server sent an address of " + address.length + " bytes");
        }
        write(address, 0, width, out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int stored = record.stored(image, offset, end);
        write(image, record.start(offset), stored, out);
        return record.start(offset) + stored;
    }

    private void write(byte[] bytes, int offset, int stored, RowBuffer out) {
        if (width == LONG) {
            out.putBytes(bytes, offset, stored);
            out.putZeros(LONG - stored);
            return;
        }
        int address = 0;
        for (int i = 0; i < SHORT; i++) {
            address = address << 8 | (i < stored ? bytes[offset + i] & 0xFF : 0);
        }
        out.putInt(address);
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return new InetCodec(width, record.forImage(image, width == SHORT ? "INET4" : "INET6"));
    }
}
