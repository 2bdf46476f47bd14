package dev.clickpipe.deploy.compare.rows;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLDataException;
import java.util.HexFormat;
import java.util.List;

/**
 * A geometry as the source's ST_AsBinary renders it, because its doubles are exact there; written in the spelling of
 * {@link WellKnownText}.
 *
 * <pre>
 * shape: byte order 1 | type 4 | of a point: x 8, y 8; of others: count 4, so many parts
 * parts: of a line: points without header; of a polygon: rings, each count 4 and points; of the others: shapes
 * </pre>
 */
final class WellKnownBinary {
    private static final List<String> NAMES = List.of("POINT", "LINESTRING", "POLYGON", "MULTIPOINT",
            "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION");
    private static final int LITTLE_ENDIAN = 1;

    private final ByteBuffer bytes;
    private final StringBuilder text = new StringBuilder();

    private WellKnownBinary(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** The text of a geometry; nothing stays nothing, which stands for NULL where the destination takes none. */
    static byte[] spelled(byte[] bytes) throws SQLDataException {
        WellKnownBinary geometry = new WellKnownBinary(bytes);
        try {
            if (bytes.length > 0) {
                geometry.shape(true);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw unknown(bytes);
        }
        if (geometry.bytes.hasRemaining()) {
            throw unknown(bytes);
        }
        return geometry.text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static SQLDataException unknown(byte[] bytes) {
        return new SQLDataException("ST_AsBinary gave a geometry that is not known: 0x"
                + HexFormat.of().formatHex(bytes));
    }

    /** @param named parts of a MULTI shape bear no names, those of a collection do */
    private void shape(boolean named) {
        bytes.order(bytes.get() == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        String name = NAMES.get(bytes.getInt() - 1);
        if (named) {
            text.append(name);
        }
        switch (name) {
            case "POINT" -> {
                text.append('(');
                point();
                text.append(')');
            }
            case "LINESTRING" -> points();
            case "POLYGON" -> parts(this::points);
            case "GEOMETRYCOLLECTION" -> parts(() -> shape(true));
            default -> parts(() -> shape(false));
        }
    }

    private void parts(Runnable part) {
        int count = bytes.getInt();
        if (count == 0) {
            text.append(" EMPTY");
            return;
        }
        for (int index = 0; index < count; index++) {
            text.append(index == 0 ? '(' : ',');
            part.run();
        }
        text.append(')');
    }

    private void points() {
        parts(this::point);
    }

    private void point() {
        text.append(bytes.getDouble()).append(' ').append(bytes.getDouble());
    }
}
