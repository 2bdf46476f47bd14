package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** TINYINT(1), which may hold more than 0 and 1: what is neither becomes true, and the loss is noted. */
public final class BoolCodec implements Codec {
    @Override
    public DestinationType type() {
        return new DestinationType.Bool();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return chosen.equals(type()) ? Optional.of(this) : new IntegerCodec(1, false).to(chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        int value = row.getByte(column);
        if (value == 0 && row.wasNull()) {
            return false;
        }
        write(value, out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, 1, end);
        write(image[offset], out);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.TINY) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no TINYINT(1)");
        }
        return this;
    }

    private static void write(int value, RowBuffer out) {
        if (value != 0 && value != 1) {
            out.noteLoss(Integer.toString(value));
        }
        out.putByte(value == 0 ? 0 : 1);
    }
}
