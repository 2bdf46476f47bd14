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
        /** A name in backquotes. */
        NAME,
        /** In double quotes: a name under ANSI_QUOTES, else text. */
        DOUBLE_QUOTED,
        /** In single quotes. */
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
            case WORD, NAME, DOUBLE_QUOTED -> true;
            case TEXT, SYMBOL -> false;
        };
    }
}
