package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * TIME, -838:59:59 to 838:59:59, as DateTime64(6, 'UTC'): so long after the beginning of 1970-01-01, or before it.
 *
 * <p>Row images hold it big endian: 3 bytes and those of the fraction, with an offset that makes bytes compare as times
 * do (server: my_time_packed_from_binary).
 */
public final class TimeCodec implements Codec {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int[] MICROS_PER_UNIT = {0, 10_000, 100, 1};
    private static final int LONGEST = "-838:59:59.000000".length();

    private final int fractionDigits;

    /** TIME with so many digits behind the second. */
    public TimeCodec(int fractionDigits) {
        this.fractionDigits = fractionDigits;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.DateTime64(6, "UTC");
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType _ when chosen.equals(type()) -> Optional.of(this);
            case DestinationType.Text _ -> Optional.of(new ConvertedCodec(this, new TimeText(fractionDigits)));
            default -> Optional.empty();
        };
    }

    /** As text: the driver's own times end at 24 hours. */
    @Override
    public String selected(String column) {
        return "CAST(" + column + " AS CHAR)";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] text = row.getBytes(column);
        if (text == null) {
            return false;
        }
        out.putLong(parse(text));
        return true;
    }

    private static long parse(byte[] text) {
        int at = text.length > 0 && text[0] == '-' ? 1 : 0;
        long[] parts = new long[3];
        int part = 0;
        long micros = 0;
        long unit = 0;
        for (int i = at; i < text.length; i++) {
            int digit = text[i] - '0';
            if (text[i] == ':' && part < 2) {
                part++;
            } else if (text[i] == '.' && part == 2 && unit == 0) {
                unit = MICROS_PER_SECOND / 10;
            } else if (digit < 0 || digit > 9 || text.length > LONGEST) {
                throw ValueException.corrupt("the server sent a time of " + text.length + " bytes that is none");
            } else if (unit > 0) {
                micros += digit * unit;
                unit /= 10;
            } else {
                parts[part] = parts[part] * 10 + digit;
            }
        }
        return signed(at == 1, parts[0], parts[1], parts[2], micros);
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int fraction = (fractionDigits + 1) / 2;
        int next = ImageColumn.end(offset, 3 + fraction, end);
        long packed = 0;
        for (int at = offset; at < next; at++) {
            packed = packed << 8 | (image[at] & 0xFF);
        }
        packed -= 0x800000L << (8 * fraction);
        long size = Math.abs(packed);
        long clock = size >>> (8 * fraction);
        long micros = (size & ((1L << (8 * fraction)) - 1)) * MICROS_PER_UNIT[fraction];
        if (clock >>> 22 != 0 || ((clock >>> 6) & 63) > 59 || (clock & 63) > 59 || micros >= MICROS_PER_SECOND) {
            throw ValueException.corrupt("a TIME holds the bits " + Long.toHexString(packed));
        }
        out.putLong(signed(packed < 0, clock >>> 12, (clock >>> 6) & 63, clock & 63, micros));
        return next;
    }

    private static long signed(boolean negative, long hours, long minutes, long seconds, long micros) {
        long all = (hours * 3600 + minutes * 60 + seconds) * MICROS_PER_SECOND + micros;
        return negative ? -all : all;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.TIME2 || image.metadata() != fractionDigits) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " with " + image.metadata()
                    + " fractional digits, no TIME(" + fractionDigits + ")");
        }
        return this;
    }
}
