package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * DECIMAL as one scaled integer, 4 to 32 bytes at the destination.
 *
 * <p>A row image holds nine digits in four bytes, big endian, the odd ones beside the ends in as few bytes as hold them;
 * the first bit is set for positive numbers and negative ones have every bit turned round.
 */
public final class DecimalCodec implements Codec {
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000};

    private final int precision;
    private final int scale;
    private final int width;

    /** A decimal of {@code precision} digits, {@code scale} of them behind the point. */
    public DecimalCodec(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
        this.width = precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
    }

    @Override
    public String destinationType() {
        return "Decimal(" + precision + ", " + scale + ")";
    }

    @Override
    public int defaultWidth() {
        return width;
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
            throw ValueException.garbled("the server sent a DECIMAL that is no number");
        }
        return c - '0';
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, ImageColumn.decimalWidth(precision, scale), end);
        boolean negative = image[offset] >= 0;
        // The first bit is turned when reading the first bytes; every other one only when negative.
        int mask = negative ? 0xFF : 0;
        int start = out.size();
        out.putZeros(width);
        int whole = precision - scale;
        int at = readGroup(image, offset, whole % 9, mask, true, out, start);
        for (int i = 0; i < whole / 9; i++) {
            at = readGroup(image, at, 9, mask, at == offset, out, start);
        }
        for (int i = 0; i < scale / 9; i++) {
            at = readGroup(image, at, 9, mask, at == offset, out, start);
        }
        readGroup(image, at, scale % 9, mask, at == offset, out, start);
        if (negative) {
            ScaledInteger.negate(out.array(), start, width);
        }
        return next;
    }

    private int readGroup(byte[] image, int offset, int digits, int mask, boolean first, RowBuffer out, int start) {
        int bytes = digits == 9 ? 4 : ImageColumn.digitBytes(digits);
        if (bytes == 0) {
            return offset;
        }
        long group = (image[offset] ^ mask ^ (first ? 0x80 : 0)) & 0xFF;
        for (int i = 1; i < bytes; i++) {
            group = group << 8 | ((image[offset + i] ^ mask) & 0xFF);
        }
        if (group >= POWERS[digits]) {
            throw ValueException.garbled("a DECIMAL holds " + group + " where " + digits + " digits stand");
        }
        ScaledInteger.multiplyAdd(out.array(), start, width, POWERS[digits], (int) group);
        return offset + bytes;
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
