package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** FLOAT, bit by bit: the binary protocol and the binlog both hold its 4 bytes. */
public final class FloatCodec implements Codec {
    @Override
    public DestinationType type() {
        return new DestinationType.Floating(4);
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType.Floating same when same.equals(type()) -> Optional.of(this);
            case DestinationType.Floating other when other.width() == Double.BYTES ->
                Optional.of(new ConvertedCodec(this, new FloatConversion(other)));
            default -> Optional.empty();
        };
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        float value = row.getFloat(column);
        if (value == 0 && row.wasNull()) {
            return false;
        }
        out.putInt(Float.floatToRawIntBits(value));
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, 4, end);
        out.putBytes(image, offset, 4);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.FLOAT) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no FLOAT");
        }
        return this;
    }
}
