package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.ValueException;

/** Dates and times as the server writes them: {@code 2024-02-29 13:14:15.123456}. */
final class ResultTime {
    private static final String PATTERN = "0000-00-00 00:00:00.000000";

    private ResultTime() {}

    /** Refuses what does not look like a date with so many characters. */
    static void check(String text, int shortest, int longest) {
        boolean known = text.length() >= shortest && text.length() <= longest;
        for (int i = 0; known && i < text.length(); i++) {
            char c = text.charAt(i);
            known = PATTERN.charAt(i) == '0' ? c >= '0' && c <= '9' : c == PATTERN.charAt(i);
        }
        if (!known) {
            throw ValueException.corrupt("the server sent '" + text + "' for a date");
        }
    }

    /** The number of {@code digits} digits at a place. */
    static int number(String text, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Microseconds: what stands behind the point, filled up with zeros. */
    static int micros(String text, int start) {
        int micros = 0;
        for (int i = start; i < start + 6; i++) {
            micros = micros * 10 + (i < text.length() ? text.charAt(i) - '0' : 0);
        }
        return micros;
    }
}
