package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random values of a type as literals of the source; none for types whose values are drawn up by hand. */
final class RandomLiterals {
    private static final int VALUES = 25;
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate BEHIND = LocalDate.of(2300, 1, 1);

    private final Random random;

    RandomLiterals(long seed) {
        random = new Random(seed);
    }

    /** The case with random values behind its own. */
    TypeCase add(TypeCase type) {
        Supplier<String> value = value(type.name(), type);
        List<String> literals = new ArrayList<>(type.literals());
        for (int i = 0; value != null && i < VALUES; i++) {
            literals.add(value.get());
        }
        return new TypeCase(type.type(), type.destination(), literals);
    }

    private @Nullable Supplier<String> value(String name, TypeCase type) {
        boolean unsigned = type.destination().startsWith("UInt");
        return switch (name) {
            case "TINYINT" -> type.destination().equals("Bool") ? null : () -> integer(8, unsigned);
            case "SMALLINT" -> () -> integer(16, unsigned);
            case "MEDIUMINT" -> () -> integer(24, unsigned);
            case "INT" -> () -> integer(32, unsigned);
            case "BIGINT" -> () -> integer(64, unsigned);
            case "DECIMAL" -> () -> decimal(type.type());
            case "FLOAT" -> type.type().equals("FLOAT") ? () -> Float.toString(aFloat()) : null;
            case "DOUBLE" -> () -> Double.toString(aDouble());
            case "DATE" -> () -> "'" + date() + "'";
            case "DATETIME" -> () -> "'" + date() + " " + clock(24) + "'";
            case "TIMESTAMP" -> () -> "'" + LocalDateTime
                    .ofEpochSecond(1 + random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000) * 1000,
                            ZoneOffset.UTC)
                    .toString().replace('T', ' ') + "'";
            case "TIME" -> () -> "'" + (random.nextBoolean() ? "-" : "") + clock(839) + "'";
            case "BINARY", "VARBINARY", "BLOB" -> () -> "X'" + HexFormat.of().formatHex(bytes(3)) + "'";
            case "BIT" -> () -> integer(Integer.parseInt(type.type().replaceAll("\\D", "")), true);
            case "UUID" -> () -> "'" + new UUID(random.nextLong(), random.nextLong()) + "'";
            default -> null;
        };
    }

    private String integer(int bits, boolean unsigned) {
        BigInteger value = new BigInteger(bits, random);
        return (unsigned ? value : value.subtract(BigInteger.ONE.shiftLeft(bits - 1))).toString();
    }

    private String decimal(String type) {
        String[] shape = type.replaceAll("[^0-9,]", "").split(",", -1);
        int scale = Integer.parseInt(shape[1]);
        int digits = 1 + random.nextInt(Integer.parseInt(shape[0]));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(random.nextInt(10));
        }
        String padded = "0".repeat(Math.max(0, scale + 1 - digits)) + text;
        int point = padded.length() - scale;
        return (random.nextBoolean() ? "-" : "") + padded.substring(0, point)
                + (scale == 0 ? "" : "." + padded.substring(point));
    }

    private float aFloat() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) ? value : 1.5f;
    }

    private double aDouble() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 1.5;
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextLong(FIRST.toEpochDay(), BEHIND.toEpochDay() - 1));
    }

    private String clock(int hours) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d.%06d", random.nextInt(hours - 1), random.nextInt(60),
                random.nextInt(60), random.nextInt(1_000_000));
    }

    private byte[] bytes(int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
