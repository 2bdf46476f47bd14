package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** YEAR: 1901 to 2155, and 0. Row images hold the years since 1900, and 0 for 0. */
public final class YearCodec implements Codec {
    private static final int BASE = 1900;
    private static final IntegerCodec RESULT = new IntegerCodec(2, false);

    @Override
    public DestinationType.Whole type() {
        return RESULT.type();
    }

    /** As a number: the driver would make a date of it. */
    @Override
    public String selected(String column) {
        return column + " + 0";
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return ScaledConversion.of(this, RESULT.type(), chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        return RESULT.readResult(row, column, out);
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, 1, end);
        int since = image[offset] & 0xFF;
        out.putShort(since == 0 ? 0 : BASE + since);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.YEAR) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no YEAR");
        }
        return this;
    }
}
