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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * DATETIME and TIMESTAMP as DateTime64(6, 'UTC').
 *
 * <p>The zone is named so that a DATETIME shows the same digits as at the source whatever zone ClickHouse runs in, and a
 * TIMESTAMP the same instant. The binlog holds an instant for TIMESTAMP; the snapshot's session must have time_zone
 * '+00:00' to read the same one.
 */
public final class DateTimeCodec implements Codec {
    private static final String UTC = "UTC";
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int[] MICROS_PER_UNIT = {0, 10_000, 100, 1};

    private static final int TEXT_LENGTH = "0000-00-00 00:00:00".length();

    private final boolean instant;
    private final int fractionDigits;
    private final boolean asText;

    private DateTimeCodec(boolean instant, int fractionDigits, boolean asText) {
        this.instant = instant;
        this.fractionDigits = fractionDigits;
        this.asText = asText;
    }

    /** DATETIME with so many digits behind the second. */
    public static DateTimeCodec ofDateTime(int fractionDigits) {
        return new DateTimeCodec(false, fractionDigits, false);
    }

    /** TIMESTAMP with so many digits behind the second. */
    public static DateTimeCodec ofTimestamp(int fractionDigits) {
        return new DateTimeCodec(true, fractionDigits, false);
    }

    @Override
    public DestinationType type() {
        return asText ? new DestinationType.Text() : new DestinationType.DateTime64(6, UTC);
    }

    /** A DATETIME takes no zone but UTC, or the destination would show other digits than the source. */
    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType _ when chosen.equals(type()) -> Optional.of(this);
            case DestinationType.Text _ -> Optional.of(new DateTimeCodec(instant, fractionDigits, true));
            case DestinationType.DateTime(var zone) when !instant && !UTC.equals(zone) -> Optional.empty();
            case DestinationType.DateTime64(int _, var zone) when !instant && !UTC.equals(zone) -> Optional.empty();
            default -> TickConversion.to(chosen).map(conversion -> new ConvertedCodec(this, conversion));
        };
    }

    /** As text: the driver knows no dates but real ones, and of short fractions it drops leading zeros. */
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
        ResultTime.check(text, 19, 26);
        int secondOfDay = ResultTime.number(text, 11, 2) * 3600 + ResultTime.number(text, 14, 2) * 60
                + ResultTime.number(text, 17, 2);
        write(ResultTime.number(text, 0, 4), ResultTime.number(text, 5, 2), ResultTime.number(text, 8, 2), secondOfDay,
                ResultTime.micros(text, 20), out);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int seconds = instant ? 4 : 5;
        int fraction = (fractionDigits + 1) / 2;
        int next = ImageColumn.end(offset, seconds + fraction, end);
        int micros = (int) bigEndian(image, offset + seconds, fraction) * MICROS_PER_UNIT[fraction];
        if (micros >= MICROS_PER_SECOND) {
            throw ValueException.corrupt("a time holds " + micros + " microseconds");
        }
        long packed = bigEndian(image, offset, seconds);
        if (instant) {
            writeInstant(packed, micros, out);
        } else {
            writePacked(packed, micros, out);
        }
        return next;
    }

    /** Bits of a DATETIME: sign 1, {@code year * 13 + month} 17, day 5, hour 5, minute 6, second 6. */
    private void writePacked(long packed, int micros, RowBuffer out) {
        int yearMonth = (int) (packed >>> 22) & 0x1FFFF;
        int hour = (int) (packed >>> 12) & 31;
        int minute = (int) (packed >>> 6) & 63;
        int second = (int) packed & 63;
        if (packed >>> 39 != 1 || hour > 23 || minute > 59 || second > 59) {
            throw ValueException.corrupt("a DATETIME holds the bits " + Long.toHexString(packed));
        }
        write(yearMonth / 13, yearMonth % 13, (int) (packed >>> 17) & 31, hour * 3600 + minute * 60 + second, micros,
                out);
    }

    private void write(int year, int month, int day, int secondOfDay, int micros, RowBuffer out) {
        if (asText) {
            writeText(year, month, day, secondOfDay, micros, out);
            return;
        }
        if (!Calendar.holds(year, month, day)) {
            String time = " %02d:%02d:%02d".formatted(secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60);
            out.noteLoss(Calendar.text(year, month, day) + time);
        }
        long midnight = Calendar.nearestDay(year, month, day) * 86_400 * MICROS_PER_SECOND;
        if (Calendar.isBefore(year)) {
            out.putLong(midnight);
        } else if (Calendar.isAfter(year)) {
            out.putLong(midnight + 86_400 * MICROS_PER_SECOND - 1);
        } else {
            out.putLong(midnight + secondOfDay * MICROS_PER_SECOND + micros);
        }
    }

    private void writeText(int year, int month, int day, int secondOfDay, int micros, RowBuffer out) {
        out.putLength(TEXT_LENGTH + Digits.fractionLength(fractionDigits));
        Digits.putDate(year, month, day, out);
        out.putByte(' ');
        Digits.putClock(secondOfDay / 3600, 2, secondOfDay % 3600, out);
        Digits.putFraction(micros, fractionDigits, out);
    }

    /** Second 0 is no instant: it is how '0000-00-00 00:00:00' is stored. */
    private void writeInstant(long seconds, int micros, RowBuffer out) {
        if (seconds == 0) {
            write(0, 0, 0, 0, micros, out);
        } else if (asText) {
            LocalDateTime moment = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
            writeText(moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth(),
                    moment.toLocalTime().toSecondOfDay(), micros, out);
        } else {
            out.putLong(seconds * MICROS_PER_SECOND + micros);
        }
    }

    private static long bigEndian(byte[] image, int offset, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (image[offset + i] & 0xFF);
        }
        return value;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        int type = instant ? ImageColumn.TIMESTAMP2 : ImageColumn.DATETIME2;
        if (image.type() != type || image.metadata() != fractionDigits) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " with " + image.metadata()
                    + " fractional digits, no " + (instant ? "TIMESTAMP(" : "DATETIME(") + fractionDigits + ")");
        }
        return this;
    }
}
