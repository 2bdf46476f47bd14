package dev.clickpipe.activities.types.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Character sets of collation numbers.
 *
 * <p>From {@code SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS} (MariaDB:
 * {@code COLLATION_CHARACTER_SET_APPLICABILITY}) of both servers; a test compares it with them.
 */
public final class Collations {
    /** MariaDB's collations without padding bear the number of the padding one and this. */
    private static final int NO_PAD = 1024;

    /** Collations of character sets that are not UTF-8, by number. */
    private static final Map<Integer, String> OTHERS = new HashMap<>();

    static {
        put("armscii8", 32, 64);
        put("cp1250", 26, 34, 44, 66, 99);
        put("cp1251", 14, 23, 50, 51, 52);
        put("cp1256", 57, 67);
        put("cp1257", 29, 58, 59);
        put("cp850", 4, 80);
        put("cp852", 40, 81);
        put("cp866", 36, 68);
        put("dec8", 3, 69);
        put("geostd8", 92, 93);
        put("greek", 25, 70);
        put("hebrew", 16, 71);
        put("hp8", 6, 72);
        put("keybcs2", 37, 73);
        put("koi8r", 7, 74);
        put("koi8u", 22, 75);
        put("latin1", 5, 8, 15, 31, 47, 48, 49, 94);
        put("latin2", 2, 9, 21, 27, 77);
        put("latin5", 30, 78);
        put("latin7", 20, 41, 42, 79);
        put("macce", 38, 43);
        put("macroman", 39, 53);
        put("swe7", 10, 82);
        put("tis620", 18, 89);
        put("big5", 1, 84);
        put("cp932", 95, 96);
        put("eucjpms", 97, 98);
        put("euckr", 19, 85);
        put("gb18030", 248, 249, 250);
        put("gb2312", 24, 86);
        put("gbk", 28, 87);
        put("sjis", 13, 88);
        put("ujis", 12, 91);
        put("utf16le", 56, 62);
    }

    private Collations() {}

    private static void put(String characterSet, int... collations) {
        for (int collation : collations) {
            OTHERS.put(collation, characterSet);
        }
    }

    /** The character set; {@code other} for those that are not carried over. */
    public static String characterSet(int collation) {
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
        if (number == 35 || number == 90 || within(number, 128, 151) || number == 159 || within(number, 640, 671)
                || within(number, 2560, 2815)) {
            return "ucs2";
        }
        if (number == 54 || number == 55 || within(number, 101, 124) || within(number, 672, 703)
                || within(number, 2816, 3071)) {
            return "utf16";
        }
        if (number == 60 || number == 61 || within(number, 160, 183) || within(number, 736, 767)
                || within(number, 3072, 3327)) {
            return "utf32";
        }
        return OTHERS.getOrDefault(number, "other");
    }

    private static boolean within(int number, int first, int last) {
        return number >= first && number <= last;
    }
}
