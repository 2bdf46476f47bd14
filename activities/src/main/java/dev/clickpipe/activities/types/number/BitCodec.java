package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** BIT(1) to BIT(64) as the number that its bits are. Row images hold it big endian, in as few bytes as hold the bits. */
public final class BitCodec implements Codec {
    private static final IntegerCodec RESULT = new IntegerCodec(8, true);

    private final int bits;

    /** A BIT of so many bits. */
    public BitCodec(int bits) {
        this.bits = bits;
    }

    @Override
    public DestinationType.Whole type() {
        return RESULT.type();
    }

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
        int next = ImageColumn.end(offset, (bits + 7) / 8, end);
        long value = 0;
        for (int at = offset; at < next; at++) {
            value = value << 8 | (image[at] & 0xFF);
        }
        if (bits < Long.SIZE && value >>> bits != 0) {
            throw ValueException.corrupt("a BIT(" + bits + ") holds " + Long.toUnsignedString(value));
        }
        out.putLong(value);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        int announced = (image.metadata() >> 8) * 8 + (image.metadata() & 0xFF);
        if (image.type() != ImageColumn.BIT || announced != bits) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " of " + announced
                    + " bits, no BIT(" + bits + ")");
        }
        return this;
    }
}
