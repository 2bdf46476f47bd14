package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** DATE as Date32, days since 1970, from 1900 to 2299; as text it is what the source holds, zero and partial dates too. */
public final class DateCodec implements Codec {
    private static final int TEXT_LENGTH = "0000-00-00".length();

    private final boolean asText;

    /** As Date32. */
    public DateCodec() {
        this(false);
    }

    private DateCodec(boolean asText) {
        this.asText = asText;
    }

    @Override
    public DestinationType type() {
        return asText ? new DestinationType.Text() : new DestinationType.Date32();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType _ when chosen.equals(type()) -> Optional.of(this);
            case DestinationType.Text _ -> Optional.of(new DateCodec(true));
            case DestinationType.Date _ -> Optional.of(new ConvertedCodec(this, new ShortDate()));
            default -> Optional.empty();
        };
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

    private void write(int year, int month, int day, RowBuffer out) {
        if (asText) {
            out.putLength(TEXT_LENGTH);
            Digits.putDate(year, month, day, out);
            return;
        }
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
