package dev.clickpipe.activities.binlog.ddl;

/**
 * A piece of a statement.
 *
 * @param text of words as written, of quoted pieces what the quotes hold
 */
record SqlToken(Kind kind, String text) {
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in backquotes, under ANSI_QUOTES also in double quotes. */
        NAME,
        /** In single quotes, without ANSI_QUOTES also in double quotes. */
        TEXT,
        /** Any other character. */
        SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean canBeName() {
        return switch (kind) {
            case WORD, NAME -> true;
            case TEXT, SYMBOL -> false;
        };
    }
}
