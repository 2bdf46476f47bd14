package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** BINARY: always its full length. Row images leave trailing zeros out; they are put back. */
public final class FixedBytesCodec implements Codec {
    private final int length;
    private final int lengthPrefix;

    /** A BINARY of {@code length} bytes. */
    public FixedBytesCodec(int length) {
        this(length, 0);
    }

    private FixedBytesCodec(int length, int lengthPrefix) {
        this.length = length;
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType.FixedText fixed when fixed.length() == length ->
                Optional.of(new ConvertedCodec(this, new FixedConversion(fixed)));
            case DestinationType.Uuid _ when length == UuidBytes.LENGTH ->
                Optional.of(new ConvertedCodec(this, new UuidBytes()));
            default -> TextConversions.ofNames(this, chosen);
        };
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
        int stored = ImageColumn.length(image, offset, end, lengthPrefix);
        write(image, offset + lengthPrefix, stored, out);
        return offset + lengthPrefix + stored;
    }

    private void write(byte[] source, int offset, int stored, RowBuffer out) {
        if (stored > length) {
            throw ValueException.corrupt("a BINARY(" + length + ") holds " + stored + " bytes");
        }
        out.putLength(length);
        out.putBytes(source, offset, stored);
        out.putZeros(length - stored);
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.STRING || image.metadata() != length) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " of " + image.metadata()
                    + " bytes, no BINARY(" + length + ")");
        }
        return new FixedBytesCodec(length, image.lengthPrefix());
    }
}
