package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/**
 * Random values of a type as literals of the source, edge cases among them; none for types whose values are drawn up by
 * hand. A seed always gives the same ones.
 */
final class RandomLiterals {
    private static final int VALUES = 25;
    private static final LocalDateTime FIRST = LocalDateTime.of(1900, 1, 1, 0, 0);
    /** So early that it stays in the range when it is rounded. */
    private static final LocalDateTime LAST = LocalDateTime.of(2299, 12, 31, 23, 59);
    private static final long LONGEST = 838 * 3_600_000_000L;

    private final Random random;

    RandomLiterals(long seed) {
        random = new Random(seed);
    }

    /** The case with random values behind its own. */
    TypeCase add(TypeCase type) {
        Arbitrary<String> values = values(type);
        if (values == null) {
            return type;
        }
        List<String> literals = new ArrayList<>(type.literals());
        JqwikSession.run(() -> {
            RandomGenerator<String> generator = values.generator(VALUES, true);
            for (int i = 0; i < VALUES; i++) {
                literals.add(generator.next(random).value());
            }
        });
        return new TypeCase(type.type(), type.destination(), literals);
    }

    private static @Nullable Arbitrary<String> values(TypeCase type) {
        boolean unsigned = type.destination().startsWith("UInt");
        Arbitrary<Long> bits = evenly(Long.MIN_VALUE, Long.MAX_VALUE);
        return switch (type.name()) {
            case "TINYINT" -> type.destination().equals("Bool") ? null : integers(8, unsigned);
            case "SMALLINT" -> integers(16, unsigned);
            case "MEDIUMINT" -> integers(24, unsigned);
            case "INT" -> integers(32, unsigned);
            case "BIGINT" -> integers(64, unsigned);
            case "BIT" -> integers(Integer.parseInt(type.type().replaceAll("\\D", "")), true);
            case "DECIMAL" -> decimals(type.type());
            case "FLOAT" -> type.type().equals("FLOAT")
                    ? bits.map(Long::intValue).map(Float::intBitsToFloat).filter(Float::isFinite)
                            .map(String::valueOf)
                    : null;
            case "DOUBLE" -> bits.map(Double::longBitsToDouble).filter(Double::isFinite).map(String::valueOf);
            case "DATE", "DATETIME" -> moments(FIRST, LAST);
            case "TIMESTAMP" -> moments(LocalDateTime.of(1970, 1, 1, 0, 0, 1), LocalDateTime.of(2038, 1, 19, 3, 14, 7));
            case "TIME" -> evenly(-LONGEST, LONGEST).map(RandomLiterals::time);
            case "BINARY", "VARBINARY", "BLOB" -> Arbitraries.bytes().array(byte[].class).ofMaxSize(3)
                    .map(bytes -> "X'" + HexFormat.of().formatHex(bytes) + "'");
            case "UUID" -> bits.tuple2().map(halves -> "'" + new UUID(halves.get1(), halves.get2()) + "'");
            default -> null;
        };
    }

    private static Arbitrary<String> integers(int bits, boolean unsigned) {
        BigInteger count = BigInteger.ONE.shiftLeft(bits);
        BigInteger lowest = unsigned ? BigInteger.ZERO : count.shiftRight(1).negate();
        return Arbitraries.bigIntegers().between(lowest, lowest.add(count).subtract(BigInteger.ONE))
                .map(BigInteger::toString);
    }

    private static Arbitrary<String> decimals(String type) {
        String[] shape = type.replaceAll("[^0-9,]", "").split(",", -1);
        int scale = Integer.parseInt(shape[1]);
        BigInteger highest = BigInteger.TEN.pow(Integer.parseInt(shape[0])).subtract(BigInteger.ONE);
        return Arbitraries.bigIntegers().between(highest.negate(), highest)
                .map(digits -> new BigDecimal(digits, scale).toPlainString());
    }

    /** All with the same likelihood, besides edge cases; jqwik would prefer small ones. */
    private static Arbitrary<Long> evenly(long lowest, long highest) {
        return Arbitraries.longs().between(lowest, highest).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<String> moments(LocalDateTime first, LocalDateTime last) {
        return evenly(0, ChronoUnit.MICROS.between(first, last))
                .map(micros -> "'" + first.plus(micros, ChronoUnit.MICROS) + "'");
    }

    private static String time(long micros) {
        Duration time = Duration.of(Math.abs(micros), ChronoUnit.MICROS);
        return String.format(Locale.ROOT, "'%s%02d:%02d:%02d.%06d'", micros < 0 ? "-" : "", time.toHours(),
                time.toMinutesPart(), time.toSecondsPart(), time.toNanosPart() / 1000);
    }
}
