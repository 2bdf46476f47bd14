package dev.clickpipe.deploy.compare.rows;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Well-known text in one spelling: names in capitals, doubles as Java writes them, every point of a MULTIPOINT in
 * parentheses of its own, spaces between words only. What is not understood stays, so that it differs.
 */
final class WellKnownText {
    private static final Pattern TOKEN = Pattern.compile("[(),]|[^\\s(),]+");
    /** Double.parseDouble alone would take 1d and 0x1p3 too. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern BARE_POINTS = Pattern.compile("MULTIPOINT\\(([^()]+)\\)");

    private WellKnownText() {}

    static byte[] spelled(byte[] cell) {
        StringBuilder text = new StringBuilder();
        Matcher tokens = TOKEN.matcher(new String(cell, StandardCharsets.UTF_8));
        boolean afterWord = false;
        while (tokens.find()) {
            String token = tokens.group();
            boolean word = "(),".indexOf(token.charAt(0)) < 0;
            if (word && afterWord) {
                text.append(' ');
            }
            text.append(NUMBER.matcher(token).matches()
                    ? Double.toString(Double.parseDouble(token))
                    : token.toUpperCase(Locale.ROOT));
            afterWord = word;
        }
        return BARE_POINTS.matcher(text)
                .replaceAll(match -> "MULTIPOINT((" + match.group(1).replace(",", "),(") + "))")
                .getBytes(StandardCharsets.UTF_8);
    }
}
