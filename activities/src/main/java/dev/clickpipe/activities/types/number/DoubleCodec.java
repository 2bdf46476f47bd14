package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** DOUBLE, bit by bit: the binary protocol and the binlog both hold its 8 bytes. */
public final class DoubleCodec implements Codec {
    @Override
    public String destinationType() {
        return "Float64";
    }

    @Override
    public int defaultWidth() {
        return 8;
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        double value = row.getDouble(column);
        if (value == 0 && row.wasNull()) {
            return false;
        }
        out.putLong(Double.doubleToRawLongBits(value));
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, 8, end);
        out.putBytes(image, offset, 8);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.DOUBLE) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no DOUBLE");
        }
        return this;
    }
}
