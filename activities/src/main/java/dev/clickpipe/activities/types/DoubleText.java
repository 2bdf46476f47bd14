package dev.clickpipe.activities.types;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles in the shortest digits that are read as the same number, written as both servers do (my_gcvt). */
public final class DoubleText {
    /** Digits before or zeros behind the point that are written without an exponent. */
    private static final int LONGEST_PLAIN = 15;

    private DoubleText() {}

    /** The text of a finite number. */
    public static String of(double value) {
        String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
        return value == 0 ? sign + "0" : sign + plainOrExponent(shortest(Math.abs(value)));
    }

    private static String plainOrExponent(BigDecimal shortest) {
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point <= -LONGEST_PLAIN || (point > LONGEST_PLAIN && digits.length() <= point)) {
            return digits.substring(0, 1) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + (point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point < digits.length()
                ? digits.substring(0, point) + "." + digits.substring(point)
                : digits + "0".repeat(point - digits.length());
    }

    /** Java writes two digits at least, although one may do, as for 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value));
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return (one.doubleValue() == value ? one : digits).stripTrailingZeros();
    }
}
