package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * VECTOR as Array(Float32). Results and row images hold the floats as ClickHouse does, little endian. An Array takes no
 * NULL; the empty one stands for it, because the servers have no vector without dimensions.
 */
public final class VectorCodec implements Codec {
    private final int lengthPrefix;

    /** For results; {@link #forImage} makes the one for row images. */
    public VectorCodec() {
        this(0);
    }

    private VectorCodec(int lengthPrefix) {
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Floats();
    }

    @Override
    public Codec nullable() {
        return this;
    }

    @Override
    public void writeNull(RowBuffer out) {
        out.putLength(0);
    }

    /** As digits: the driver does not know the type. */
    @Override
    public String selected(String column) {
        return "HEX(" + column + ")";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        String digits = row.getString(column);
        if (digits == null) {
            return false;
        }
        byte[] floats = HexFormat.of().parseHex(digits);
        write(floats, 0, floats.length, out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        write(image, offset + lengthPrefix, length, out);
        return offset + lengthPrefix + length;
    }

    private static void write(byte[] floats, int offset, int length, RowBuffer out) {
        if (length % Float.BYTES != 0) {
            throw ValueException.corrupt("a VECTOR has " + length + " bytes");
        }
        out.putLength(length / Float.BYTES);
        out.putBytes(floats, offset, length);
    }

    /** MariaDB writes it as a string of bytes. */
    @Override
    public Codec forImage(ImageColumn image) {
        return switch (image.type()) {
            case ImageColumn.VECTOR, ImageColumn.VARCHAR, ImageColumn.STRING -> new VectorCodec(image.lengthPrefix());
            default -> throw ValueException.otherForm("the binlog holds type " + image.type() + ", no VECTOR");
        };
    }
}
