package dev.clickpipe.activities.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads RowBinary values as text, with nothing of what wrote them. */
final class RowBinaryReader {
    private final ByteBuffer buffer;

    RowBinaryReader(byte[] bytes, int offset) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
    }

    String readNullable(String type) {
        return buffer.get() == 1 ? "NULL" : read(type);
    }

    String read(String type) {
        if (type.startsWith("Decimal(")) {
            return decimal(type);
        }
        return switch (type) {
            case "Int8" -> integer(1, true);
            case "Int16" -> integer(2, true);
            case "Int32" -> integer(4, true);
            case "Int64" -> integer(8, true);
            case "UInt8", "Bool" -> integer(1, false);
            case "UInt16" -> integer(2, false);
            case "UInt32" -> integer(4, false);
            case "UInt64" -> integer(8, false);
            case "Float32" -> Double.toString(buffer.getFloat());
            case "Float64" -> Double.toString(buffer.getDouble());
            case "Date32" -> LocalDate.ofEpochDay(buffer.getInt()).toString();
            case "DateTime64(6, 'UTC')" -> dateTime();
            case "String", "LowCardinality(String)" -> string();
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** A server's text in the words of this class. */
    static String canonical(String type, String text) {
        if (type.startsWith("Decimal(")) {
            return new BigDecimal(text).toPlainString();
        }
        return switch (type) {
            case "Float32", "Float64" -> Double.toString(Double.parseDouble(text));
            case "UInt8", "UInt16", "UInt32", "UInt64" -> new BigInteger(text).toString();
            case "DateTime64(6, 'UTC')" -> micros(LocalDateTime.parse(text.replace(' ', 'T')));
            default -> text;
        };
    }

    private String integer(int width, boolean signed) {
        return number(width, signed).toString();
    }

    private BigInteger number(int width, boolean signed) {
        byte[] bytes = new byte[width + 1];
        for (int i = width; i > 0; i--) {
            bytes[i] = buffer.get();
        }
        if (signed) {
            return new BigInteger(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
        return new BigInteger(bytes);
    }

    private String decimal(String type) {
        String[] shape = type.substring("Decimal(".length(), type.length() - 1).split(", ", -1);
        int precision = Integer.parseInt(shape[0]);
        int width = precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
        return new BigDecimal(number(width, true), Integer.parseInt(shape[1])).toPlainString();
    }

    private String dateTime() {
        long value = buffer.getLong();
        return micros(LocalDateTime.ofEpochSecond(Math.floorDiv(value, 1_000_000L),
                (int) Math.floorMod(value, 1_000_000L) * 1000, ZoneOffset.UTC));
    }

    private static String micros(LocalDateTime time) {
        return time.toLocalDate() + " " + time.toLocalTime().toSecondOfDay() + "s "
                + time.get(ChronoField.MICRO_OF_SECOND);
    }

    private String string() {
        int length = 0;
        int shift = 0;
        byte part;
        do {
            part = buffer.get();
            length |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
