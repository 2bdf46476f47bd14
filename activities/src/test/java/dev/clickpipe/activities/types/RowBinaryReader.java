package dev.clickpipe.activities.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Reads RowBinary values as text, with nothing of what wrote them. */
final class RowBinaryReader {
    private final ByteBuffer buffer;

    RowBinaryReader(byte[] bytes, int offset) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
    }

    String readNullable(String type) {
        if (type.startsWith("Array(")) {
            return array();
        }

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
            case "UUID" -> new UUID(buffer.getLong(), buffer.getLong()).toString();
            case "IPv4" -> address(reversed(4));
            case "IPv6" -> address(bytes(16));
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
            case "IPv4", "IPv6" -> canonicalAddress(text);
            case "DateTime64(6, 'UTC')" -> micros(LocalDateTime.parse(text.replace(' ', 'T')));
            default -> text;
        };
    }

    /** As the server's digits of all floats; empty for NULL. */
    private String array() {
        int count = buffer.get();
        int shift = 7;
        for (int part = count; part < 0; shift += 7) {
            part = buffer.get();
            count = (count & ((1 << shift) - 1)) | part << shift;
        }
        return count == 0 ? "NULL" : HexFormat.of().withUpperCase().formatHex(bytes(count * 4));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    private byte[] reversed(int count) {
        byte[] bytes = bytes(count);
        byte[] turned = new byte[count];
        for (int i = 0; i < count; i++) {
            turned[i] = bytes[count - 1 - i];
        }
        return turned;
    }

    /** Hexadecimal digits of an address; of IPv4 in an IPv6 too. */
    private static String address(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String canonicalAddress(String text) {
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return text.startsWith("::ffff:") ? "00000000000000000000ffff" + address(bytes) : address(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
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
