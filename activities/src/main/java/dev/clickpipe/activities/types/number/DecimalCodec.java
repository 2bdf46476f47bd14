package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.IntStream;

/**
 * DECIMAL as one scaled integer, 4 to 32 bytes at the destination.
 *
 * <p>A row image holds nine digits in four bytes, big endian, the odd ones beside the ends in as few bytes as hold them;
 * the first bit is set for positive numbers and negative ones have every bit turned round.
 */
public final class DecimalCodec implements Codec {
    /** Bytes of a group by its digits. */
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000};

    private final int precision;
    private final int scale;
    private final int width;
    private final int imageWidth;
    /** Digits of each group of a row image, in order: those that nine does not divide stand outside. */
    private final int[] groups;

    /** A decimal of {@code precision} digits, {@code scale} of them behind the point. */
    public DecimalCodec(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
        this.width = precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
        imageWidth = ImageColumn.decimalWidth(precision, scale);
        int whole = precision - scale;
        IntStream nines = IntStream.generate(() -> 9).limit(whole / 9 + scale / 9);
        groups = IntStream.concat(IntStream.concat(IntStream.of(whole % 9), nines), IntStream.of(scale % 9))
                .filter(digits -> digits > 0).toArray();
    }

    @Override
    public DestinationType.Decimal type() {
        return new DestinationType.Decimal(precision, scale);
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return ScaledConversion.of(this, type(), chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return false;
        }
        int start = out.size();
        out.putZeros(width);
        boolean negative = text.startsWith("-");
        int point = text.indexOf('.');
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            if (i != point) {
                ScaledInteger.multiplyAdd(out.array(), start, width, 10, digit(text.charAt(i)));
            }
        }
        int fractionDigits = point < 0 ? 0 : text.length() - point - 1;
        for (int digits = fractionDigits; digits < scale; digits++) {
            ScaledInteger.multiplyAdd(out.array(), start, width, 10, 0);
        }
        if (negative) {
            ScaledInteger.negate(out.array(), start, width);
        }
        return true;
    }

    private static int digit(char c) {
        if (c < '0' || c > '9') {
            throw ValueException.corrupt("the server sent a DECIMAL that is no number");
        }
        return c - '0';
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, imageWidth, end);
        boolean negative = image[offset] >= 0;
        // The first bit is turned when reading the first bytes; every other one only when negative.
        int mask = negative ? 0xFF : 0;
        switch (width) {
            case Integer.BYTES, Long.BYTES -> readLong(image, offset, mask, negative, out);
            case 2 * Long.BYTES -> readTwoLongs(image, offset, mask, negative, out);
            default -> readWords(image, offset, mask, negative, out);
        }
        return next;
    }

    private void readLong(byte[] image, int offset, int mask, boolean negative, RowBuffer out) {
        long number = 0;
        int at = offset;
        for (int digits : groups) {
            number = number * POWERS[digits] + readGroup(image, at, digits, mask, at == offset);
            at += BYTES[digits];
        }
        out.putInteger(negative ? -number : number, width);
    }

    private void readTwoLongs(byte[] image, int offset, int mask, boolean negative, RowBuffer out) {
        long low = 0;
        long high = 0;
        int at = offset;
        for (int digits : groups) {
            long factor = POWERS[digits];
            high = high * factor + Math.unsignedMultiplyHigh(low, factor);
            low *= factor;
            long sum = low + readGroup(image, at, digits, mask, at == offset);
            high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            low = sum;
            at += BYTES[digits];
        }
        out.putLong(negative ? -low : low);
        out.putLong(negative ? ~high + (low == 0 ? 1 : 0) : high);
    }

    private void readWords(byte[] image, int offset, int mask, boolean negative, RowBuffer out) {
        int start = out.size();
        out.putZeros(width);
        int at = offset;
        for (int digits : groups) {
            int group = (int) readGroup(image, at, digits, mask, at == offset);
            ScaledInteger.multiplyAdd(out.array(), start, width, POWERS[digits], group);
            at += BYTES[digits];
        }
        if (negative) {
            ScaledInteger.negate(out.array(), start, width);
        }
    }

    private static long readGroup(byte[] image, int offset, int digits, int mask, boolean first) {
        long group = (image[offset] ^ mask ^ (first ? 0x80 : 0)) & 0xFF;
        for (int i = 1; i < BYTES[digits]; i++) {
            group = group << 8 | ((image[offset + i] ^ mask) & 0xFF);
        }
        if (group >= POWERS[digits]) {
            throw ValueException.corrupt("a DECIMAL holds " + group + " where " + digits + " digits are expected");
        }
        return group;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.NEWDECIMAL || image.metadata() != (precision << 8 | scale)) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " (" + (image.metadata() >> 8)
                    + ", " + (image.metadata() & 0xFF) + "), no DECIMAL(" + precision + ", " + scale + ")");
        }
        return this;
    }
}
