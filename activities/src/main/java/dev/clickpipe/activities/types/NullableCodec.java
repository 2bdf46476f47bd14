package dev.clickpipe.activities.types;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Any codec, with room for NULL: RowBinary puts a byte before the value, 1 for NULL. */
record NullableCodec(Codec inner) implements Codec {
    @Override
    public DestinationType type() {
        return inner.type();
    }

    @Override
    public String declaration() {
        return inner.type().nullableText();
    }

    @Override
    public String selected(String column) {
        return inner.selected(column);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        int start = out.size();
        out.putByte(0);
        if (inner.readResult(row, column, out)) {
            return true;
        }
        out.truncate(start);
        return false;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        out.putByte(0);
        return inner.readImage(image, offset, end, out);
    }

    @Override
    public void writeNull(RowBuffer out) {
        out.putByte(1);
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return new NullableCodec(inner.forImage(image));
    }
}
