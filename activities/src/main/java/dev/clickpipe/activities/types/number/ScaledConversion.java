package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.DestinationType.Scaled;
import dev.clickpipe.activities.types.RowBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Integers and decimals of one type as those of another, rounded and brought into its range where they must be.
 *
 * <p>Nothing is allocated while numbers of at most eight bytes keep their digits behind the point.
 */
final class ScaledConversion implements Conversion {
    private final Scaled from;
    private final Scaled to;
    private final BigInteger lowest;
    private final BigInteger highest;
    private final long lowestLong;
    private final long highestLong;

    private ScaledConversion(Scaled from, Scaled to) {
        this.from = from;
        this.to = to;
        highest = highest(to);
        lowest = lowest(to);
        lowestLong = lowest.max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact();
        highestLong = highest.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** A codec of numbers at another type; empty for types that hold no numbers. */
    static Optional<Codec> of(Codec natural, Scaled from, DestinationType chosen) {
        return switch (chosen) {
            case Scaled to when to.equals(from) -> Optional.of(natural);
            case Scaled to -> Optional.of(new ConvertedCodec(natural, new ScaledConversion(from, to)));
            case DestinationType.Text _ -> Optional.of(new ConvertedCodec(natural, new ScaledText(from)));
            default -> Optional.empty();
        };
    }

    private static BigInteger highest(Scaled type) {
        return switch (type) {
            case DestinationType.Bool _ -> BigInteger.ONE;
            case DestinationType.Whole(int width, boolean unsigned) ->
                BigInteger.TWO.pow(width * 8 - (unsigned ? 0 : 1)).subtract(BigInteger.ONE);
            case DestinationType.Decimal(int precision, int _) ->
                BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        };
    }

    private static BigInteger lowest(Scaled type) {
        return switch (type) {
            case DestinationType.Bool _ -> BigInteger.ZERO;
            case DestinationType.Whole(int width, boolean unsigned) ->
                unsigned ? BigInteger.ZERO : BigInteger.TWO.pow(width * 8 - 1).negate();
            case DestinationType.Decimal _ -> highest(type).negate();
        };
    }

    @Override
    public DestinationType type() {
        return to;
    }

    @Override
    public void convert(RowBuffer out, int start) {
        if (from.scale() == to.scale() && ScaledInteger.isLong(out.array(), start, from)) {
            convertLong(ScaledInteger.readLong(out.array(), start, from), out, start);
        } else {
            convert(ScaledInteger.read(out.array(), start, from), out, start);
        }
    }

    private void convertLong(long number, RowBuffer out, int start) {
        long near = Math.clamp(number, lowestLong, highestLong);
        out.truncate(start);
        ScaledInteger.put(near, to.width(), out);
        if (near != number) {
            out.noteLoss(BigDecimal.valueOf(number, from.scale()).toPlainString());
        }
    }

    private void convert(BigDecimal number, RowBuffer out, int start) {
        BigInteger steps = number.setScale(to.scale(), RoundingMode.HALF_UP).unscaledValue().max(lowest).min(highest);
        out.truncate(start);
        ScaledInteger.put(steps, to.width(), out);
        if (new BigDecimal(steps, to.scale()).compareTo(number) != 0) {
            out.noteLoss(number.toPlainString());
        }
    }
}
