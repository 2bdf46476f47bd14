package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Strings that go over byte by byte: text whose character set is a part of UTF-8, VARBINARY and all BLOBs.
 *
 * <p>CHAR has no trailing spaces in either form, as long as the snapshot's session leaves PAD_CHAR_TO_FULL_LENGTH out of
 * its sql_mode.
 */
public final class BytesCodec implements Codec {
    private final int lengthPrefix;

    /** For results; {@link #forImage} makes the one for row images. */
    public BytesCodec() {
        this(0);
    }

    private BytesCodec(int lengthPrefix) {
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return TextConversions.of(this, chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] value = row.getBytes(column);
        if (value == null) {
            return false;
        }
        out.putString(value, 0, value.length);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        out.putString(image, offset + lengthPrefix, length);
        return offset + lengthPrefix + length;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return switch (image.type()) {
            case ImageColumn.STRING, ImageColumn.VAR_STRING, ImageColumn.VARCHAR, ImageColumn.TINY_BLOB,
                    ImageColumn.BLOB,
                    ImageColumn.MEDIUM_BLOB, ImageColumn.LONG_BLOB ->
                new BytesCodec(image.lengthPrefix());
            default -> throw ValueException.otherForm("the binlog holds type " + image.type() + ", no string");
        };
    }
}
