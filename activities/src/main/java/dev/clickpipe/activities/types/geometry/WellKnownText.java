package dev.clickpipe.activities.types.geometry;

import dev.clickpipe.activities.types.DoubleText;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;

/**
 * Writes one shape of well-known binary as well-known text (OGC 06-103r4), spelled as MySQL does.
 *
 * <pre>
 * shape: byte order 1, always little endian | type 4 | of a point: x 8, y 8; of others: count 4, so many parts
 * parts: of a line: points without header; of a polygon: rings, each count 4 and points; of the others: shapes
 * </pre>
 */
final class WellKnownText {
    private static final int LITTLE_ENDIAN = 1;
    private static final int DEEPEST = 200;
    private static final String[] NAMES = {"", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING",
            "MULTIPOLYGON", "GEOMETRYCOLLECTION"};
    private static final int POINT = 1;
    private static final int LINE = 2;
    private static final int POLYGON = 3;
    private static final int COLLECTION = 7;

    private final byte[] bytes;
    private final int end;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int depth;

    WellKnownText(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.end = end;
        at = offset;
    }

    /** All of it. */
    String write() {
        writeShape(readType(), true);
        if (at != end) {
            throw ValueException.corrupt("a geometry ends " + (end - at) + " bytes before its value");
        }
        return text.toString();
    }

    private int readType() {
        if (readByte() != LITTLE_ENDIAN) {
            throw ValueException.corrupt("a geometry is not in little endian");
        }
        long type = readUnsigned();
        if (type < POINT || type > COLLECTION) {
            throw ValueException.corrupt("a geometry has type " + type);
        }
        return (int) type;
    }

    /** @param named parts of a MULTI shape bear no names, those of a collection do */
    private void writeShape(int type, boolean named) {
        if (++depth > DEEPEST) {
            throw ValueException.corrupt("a geometry lies more than " + DEEPEST + " deep");
        }
        if (named) {
            text.append(NAMES[type]);
        }
        switch (type) {
            case POINT -> {
                text.append('(');
                writePoint();
                text.append(')');
            }
            case LINE -> writePoints();
            case POLYGON -> writeParts(this::writePoints);
            case COLLECTION -> writeParts(() -> writeShape(readType(), true));
            // MULTIPOINT, MULTILINESTRING, MULTIPOLYGON: their numbers are three above those of their parts.
            default -> writeParts(() -> writePart(type - POLYGON));
        }
        depth--;
    }

    private void writePart(int expected) {
        int type = readType();
        if (type != expected) {
            throw ValueException.corrupt("a " + NAMES[expected] + " was expected where a " + NAMES[type] + " is");
        }
        writeShape(type, false);
    }

    private void writeParts(Runnable part) {
        long count = readUnsigned();
        if (count == 0) {
            text.append(" EMPTY");
            return;
        }
        for (long i = 0; i < count; i++) {
            text.append(i == 0 ? '(' : ',');
            part.run();
        }
        text.append(')');
    }

    private void writePoints() {
        writeParts(this::writePoint);
    }

    private void writePoint() {
        writeNumber();
        text.append(' ');
        writeNumber();
    }

    private void writeNumber() {
        int next = ImageColumn.end(at, Double.BYTES, end);
        double value = Double.longBitsToDouble(LittleEndian.getLong(bytes, at));
        if (!Double.isFinite(value)) {
            throw ValueException.corrupt("a geometry has the coordinate " + value);
        }
        text.append(DoubleText.of(value));
        at = next;
    }

    private int readByte() {
        int next = ImageColumn.end(at, 1, end);
        int value = bytes[at] & 0xFF;
        at = next;
        return value;
    }

    private long readUnsigned() {
        int next = ImageColumn.end(at, Integer.BYTES, end);
        long value = LittleEndian.getUnsigned(bytes, at, Integer.BYTES);
        at = next;
        return value;
    }
}
