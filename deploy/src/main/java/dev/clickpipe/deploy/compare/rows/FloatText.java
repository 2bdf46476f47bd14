package dev.clickpipe.deploy.compare.rows;

import java.nio.charset.StandardCharsets;

/** Floats as text that differs when the values differ; a FLOAT is widened, so that both widths of a value agree. */
public final class FloatText {
    private FloatText() {}

    public static byte[] of(double value) {
        return Double.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    /** ClickHouse's own text of a Float32, the shortest that reads back as the same value. */
    public static byte[] ofFloat32(byte[] text) {
        return of(Float.parseFloat(javaSpelling(text)));
    }

    /** ClickHouse's own text of a Float64. */
    public static byte[] ofFloat64(byte[] text) {
        return of(Double.parseDouble(javaSpelling(text)));
    }

    private static String javaSpelling(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII).replace("inf", "Infinity").replace("nan", "NaN");
    }
}
