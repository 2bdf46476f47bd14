package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** All integers, signed and unsigned. */
public final class IntegerCodec implements Codec {
    private final int width;
    private final boolean unsigned;
    /** Bytes in a row image: those of the destination, but for MEDIUMINT's three. */
    private final int imageWidth;

    /** An integer of {@code width} bytes at the destination. */
    public IntegerCodec(int width, boolean unsigned) {
        this(width, unsigned, width);
    }

    private IntegerCodec(int width, boolean unsigned, int imageWidth) {
        this.width = width;
        this.unsigned = unsigned;
        this.imageWidth = imageWidth;
    }

    @Override
    public DestinationType.Whole type() {
        return new DestinationType.Whole(width, unsigned);
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        // Bool keeps what TINYINT(1) would: what is neither 0 nor 1 becomes true.
        return chosen instanceof DestinationType.Bool && width == 1 && !unsigned
                ? Optional.of(new BoolCodec())
                : ScaledConversion.of(this, type(), chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        if (width == 8 && unsigned) {
            // getLong refuses the upper half.
            String text = row.getString(column);
            if (text == null) {
                return false;
            }
            out.putLong(Long.parseUnsignedLong(text));
            return true;
        }
        long value = row.getLong(column);
        if (value == 0 && row.wasNull()) {
            return false;
        }
        out.putInteger(value, width);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, imageWidth, end);
        if (imageWidth == 3) {
            int value = (int) LittleEndian.getUnsigned(image, offset, 3);
            out.putInt(unsigned ? value : value << 8 >> 8);
        } else {
            out.putBytes(image, offset, width);
        }
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        int announced = switch (image.type()) {
            case ImageColumn.TINY -> 1;
            case ImageColumn.SHORT -> 2;
            case ImageColumn.INT24 -> 3;
            case ImageColumn.LONG -> 4;
            case ImageColumn.LONGLONG -> 8;
            default -> 0;
        };
        if (announced != width && (announced != 3 || width != 4)) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no " + type().text());
        }
        return new IntegerCodec(width, unsigned, announced);
    }
}
