package dev.clickpipe.activities.binlog.table;

import java.util.HashMap;
import java.util.Map;

/**
 * Character sets of collation numbers, as far as types are carried over.
 *
 * <p>From {@code SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS} (MariaDB:
 * {@code COLLATION_CHARACTER_SET_APPLICABILITY}) of both servers; a test compares it with them.
 */
final class Collations {
    /** MariaDB's collations without padding bear the number of the padding one and this. */
    private static final int NO_PAD = 1024;

    /** Collations of character sets that have one byte a character. */
    private static final Map<Integer, String> SINGLE_BYTE = new HashMap<>();

    static {
        singleByte("armscii8", 32, 64);
        singleByte("cp1250", 26, 34, 44, 66, 99);
        singleByte("cp1251", 14, 23, 50, 51, 52);
        singleByte("cp1256", 57, 67);
        singleByte("cp1257", 29, 58, 59);
        singleByte("cp850", 4, 80);
        singleByte("cp852", 40, 81);
        singleByte("cp866", 36, 68);
        singleByte("dec8", 3, 69);
        singleByte("geostd8", 92, 93);
        singleByte("greek", 25, 70);
        singleByte("hebrew", 16, 71);
        singleByte("hp8", 6, 72);
        singleByte("keybcs2", 37, 73);
        singleByte("koi8r", 7, 74);
        singleByte("koi8u", 22, 75);
        singleByte("latin1", 5, 8, 15, 31, 47, 48, 49, 94);
        singleByte("latin2", 2, 9, 21, 27, 77);
        singleByte("latin5", 30, 78);
        singleByte("latin7", 20, 41, 42, 79);
        singleByte("macce", 38, 43);
        singleByte("macroman", 39, 53);
        singleByte("swe7", 10, 82);
        singleByte("tis620", 18, 89);
    }

    private Collations() {}

    private static void singleByte(String characterSet, int... collations) {
        for (int collation : collations) {
            SINGLE_BYTE.put(collation, characterSet);
        }
    }

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
        return SINGLE_BYTE.getOrDefault(number, "other");
    }

    private static boolean within(int number, int first, int last) {
        return number >= first && number <= last;
    }
}
