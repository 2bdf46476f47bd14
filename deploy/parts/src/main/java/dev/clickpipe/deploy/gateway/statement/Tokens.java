package dev.clickpipe.deploy.gateway.statement;

import dev.clickpipe.deploy.gateway.statement.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into words as ClickHouse's lexer does ({@code src/Parsers/Lexer.cpp}): comments and blanks are left out,
 * quoted strings, names and heredocs are one token each.
 */
final class Tokens {
    private final byte[] text;
    private final int length;
    private int at;
    private int depth;

    Tokens(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The next token, null at the end of the text. A token that touches the end may go on in bytes not here yet. */
    @Nullable
    Token next() {
        skipBlanksAndComments();
        if (at >= length) {
            return null;
        }
        int start = at;
        byte first = text[start];
        if (first == '\'' || first == '"' || first == '`') {
            at = endOfQuoted(start, first);
            return token(Kind.QUOTED, start);
        }
        int heredoc = first == '$' ? endOfHeredoc(start) : -1;
        if (heredoc > 0) {
            at = heredoc;
            return token(Kind.QUOTED, start);
        }
        if (isWordByte(first)) {
            while (at < length && isWordByte(text[at])) {
                at++;
            }
            return token(Kind.WORD, start);
        }
        at++;
        if (first == ')' || first == ']' || first == '}') {
            depth = Math.max(0, depth - 1);
        }
        Token token = token(Kind.SIGN, start);
        if (first == '(' || first == '[' || first == '{') {
            depth++;
        }
        return token;
    }

    private Token token(Kind kind, int start) {
        return new Token(kind, start, at, depth, text);
    }

    private void skipBlanksAndComments() {
        while (at < length) {
            byte here = text[at];
            int next = at + 1 < length ? text[at + 1] : -1;
            if (here == ' ' || (here >= '\t' && here <= '\r')) {
                at++;
            } else if ((here == '-' && next == '-') || (here == '#' && (next == ' ' || next == '!'))) {
                while (at < length && text[at] != '\n') {
                    at++;
                }
            } else if (here == '/' && next == '*') {
                at = endOfBlockComment(at + 2);
            } else {
                return;
            }
        }
    }

    /** Comments nest, as in ClickHouse. */
    private int endOfBlockComment(int from) {
        int open = 1;
        int position = from;
        while (position + 1 < length) {
            if (text[position] == '*' && text[position + 1] == '/') {
                position += 2;
                if (--open == 0) {
                    return position;
                }
            } else if (text[position] == '/' && text[position + 1] == '*') {
                position += 2;
                open++;
            } else {
                position++;
            }
        }
        return length;
    }

    /** A backslash takes the next byte with it; a doubled quote stands for one. */
    private int endOfQuoted(int start, byte quote) {
        int position = start + 1;
        while (position < length) {
            if (text[position] == '\\') {
                position += 2;
            } else if (text[position] != quote) {
                position++;
            } else if (position + 1 < length && text[position + 1] == quote) {
                position += 2;
            } else {
                return position + 1;
            }
        }
        return length;
    }

    /** {@code $tag$ … $tag$}; -1 when the text at the offset is none. */
    private int endOfHeredoc(int start) {
        int tagEnd = start + 1;
        while (tagEnd < length && isWordByte(text[tagEnd]) && text[tagEnd] != '$') {
            tagEnd++;
        }
        if (tagEnd >= length || text[tagEnd] != '$') {
            return -1;
        }
        int size = tagEnd + 1 - start;
        for (int position = tagEnd + 1; position + size <= length; position++) {
            if (java.util.Arrays.equals(text, start, start + size, text, position, position + size)) {
                return position + size;
            }
        }
        return length;
    }

    /** Bytes beyond ASCII belong to words, so that a name in any script is one token. */
    private static boolean isWordByte(byte value) {
        return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')
                || value == '_' || value == '$' || value < 0;
    }
}
