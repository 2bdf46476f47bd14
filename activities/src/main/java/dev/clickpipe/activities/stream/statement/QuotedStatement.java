package dev.clickpipe.activities.stream.statement;

/** A statement as errors quote it: its beginning. */
final class QuotedStatement {
    private static final int LONGEST = 4096;
    /** Of all errors of one ending together: they go through the workflow's history. */
    private static final int LONGEST_TOGETHER = 64 * 1024;

    private QuotedStatement() {}

    /** The text, cut so that {@code times} errors can hold it. */
    static String of(String text, int times) {
        int longest = Math.min(LONGEST, LONGEST_TOGETHER / times);
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
