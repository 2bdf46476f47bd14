package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.CellKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cell as a person reads it: texts quoted, bytes as hexadecimal digits, long ones cut. */
public final class CellText {
    private static final int LONGEST = 60;

    private CellText() {}

    public static String of(CellKind kind, byte @Nullable [] cell) {
        if (cell == null) {
            return "NULL";
        }
        return switch (kind) {
            case INTEGER, DECIMAL, FLOAT, DOUBLE, DATE, DATE_TIME, TIME -> new String(cell, StandardCharsets.UTF_8);
            case TEXT, MEMBER -> "'" + cut(new String(cell, StandardCharsets.UTF_8)) + "'";
            case GEOMETRY -> cut(new String(cell, StandardCharsets.UTF_8));
            case VECTOR -> cut(vector(cell));
            case BYTES -> "0x" + cut(HexFormat.of().formatHex(cell));
        };
    }

    /** The floats, four bytes each in hexadecimal digits, the lowest byte first. */
    private static String vector(byte[] cell) {
        FloatBuffer floats = ByteBuffer.wrap(HexFormat.of().parseHex(new String(cell, StandardCharsets.US_ASCII)))
                .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<Float> elements = new ArrayList<>();
        while (floats.hasRemaining()) {
            elements.add(floats.get());
        }
        return elements.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…(" + text.length() + ")";
    }
}
