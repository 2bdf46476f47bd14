package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** DATE as Date32: days since 1970, from 1900 to 2299. */
public final class DateCodec implements Codec {
    @Override
    public String destinationType() {
        return "Date32";
    }

    @Override
    public int defaultWidth() {
        return 4;
    }

    /** As text: the driver knows no dates but real ones. */
    @Override
    public String selected(String column) {
        return "CAST(" + column + " AS CHAR)";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return false;
        }
        ResultTime.check(text, 10, 10);
        write(ResultTime.number(text, 0, 4), ResultTime.number(text, 5, 2), ResultTime.number(text, 8, 2), out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, 3, end);
        int packed = (int) LittleEndian.getUnsigned(image, offset, 3);
        write(packed >>> 9, (packed >>> 5) & 15, packed & 31, out);
        return next;
    }

    private static void write(int year, int month, int day, RowBuffer out) {
        if (!Calendar.holds(year, month, day)) {
            out.noteLoss(Calendar.text(year, month, day));
        }
        out.putInt((int) Calendar.nearestDay(year, month, day));
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.DATE && image.type() != ImageColumn.NEWDATE) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no DATE");
        }
        return this;
    }
}
