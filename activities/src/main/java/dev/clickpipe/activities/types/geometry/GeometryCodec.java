package dev.clickpipe.activities.types.geometry;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * All geometry types as well-known text. Results and row images hold the same bytes: 4 of the spatial reference system,
 * which the text leaves out, and well-known binary. Coordinates stand in the order in which they are stored, on MySQL
 * longitude first whatever the reference system says: {@code ST_AsText(g, 'axis-order=long-lat')}.
 */
public final class GeometryCodec implements Codec {
    private static final int REFERENCE_SYSTEM = 4;

    private final int lengthPrefix;

    /** For results; {@link #forImage} makes the one for row images. */
    public GeometryCodec() {
        this(0);
    }

    private GeometryCodec(int lengthPrefix) {
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] value = row.getBytes(column);
        if (value == null) {
            return false;
        }
        write(value, 0, value.length, out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        write(image, offset + lengthPrefix, offset + lengthPrefix + length, out);
        return offset + lengthPrefix + length;
    }

    private static void write(byte[] bytes, int offset, int end, RowBuffer out) {
        ImageColumn.end(offset, REFERENCE_SYSTEM, end);
        String text = new WellKnownText(bytes, offset + REFERENCE_SYSTEM, end).write();
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        out.putString(ascii, 0, ascii.length);
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.GEOMETRY) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no geometry");
        }
        return new GeometryCodec(image.lengthPrefix());
    }
}
