package dev.clickpipe.activities.binlog.table;

/**
 * Character sets of collation numbers, as far as types are carried over.
 *
 * <p>From {@code SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS} (MariaDB:
 * {@code COLLATION_CHARACTER_SET_APPLICABILITY}) of both servers; a test compares it with them.
 */
final class Collations {
    /** MariaDB's collations without padding bear the number of the padding one and this. */
    private static final int NO_PAD = 1024;

    private Collations() {}

    /** The character set; {@code other} for those that are not carried over. */
    static String characterSet(int collation) {
        int number = collation >= NO_PAD && collation < 2 * NO_PAD ? collation - NO_PAD : collation;
        if (number == 63) {
            return "binary";
        }
        if (number == 11 || number == 65) {
            return "ascii";
        }
        if (number == 33 || number == 76 || number == 83 || within(number, 192, 215) || number == 223
                || within(number, 576, 607) || within(number, 2048, 2303)) {
            return "utf8mb3";
        }
        if (number == 45 || number == 46 || within(number, 224, 247) || within(number, 255, 323)
                || within(number, 608, 639) || within(number, 2304, 2559)) {
            return "utf8mb4";
        }
        return "other";
    }

    private static boolean within(int number, int first, int last) {
        return number >= first && number <= last;
    }
}
