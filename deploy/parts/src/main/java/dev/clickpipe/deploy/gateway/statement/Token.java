package dev.clickpipe.deploy.gateway.statement;

import java.nio.charset.StandardCharsets;

/** A word or sign of a statement. */
final class Token {
    enum Kind {
        /** A bare word: keyword, name, number. */
        WORD,
        /** A quoted string or name, a heredoc. */
        QUOTED,
        /** Any other single byte. */
        SIGN
    }

    private final Kind kind;
    private final int start;
    private final int end;
    private final int depth;
    private final byte[] text;

    Token(Kind kind, int start, int end, int depth, byte[] text) {
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.depth = depth;
        this.text = text;
    }

    Kind kind() {
        return kind;
    }

    /** Offset of its first byte. */
    int start() {
        return start;
    }

    /** Offset behind its last byte. */
    int end() {
        return end;
    }

    /** How many brackets are open around it. */
    int depth() {
        return depth;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && end - start == word.length() && word.equalsIgnoreCase(string());
    }

    boolean isSign(char sign) {
        return kind == Kind.SIGN && text[start] == sign;
    }

    String string() {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }
}
