package dev.clickpipe.activities.binlog.ddl;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into pieces. Comments vanish, but what stands in those that servers run, such as {@code /*!40101}, is
 * a part of the statement.
 */
final class SqlTokens {
    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String text) {
        this.text = text;
    }

    static List<SqlToken> read(String text) {
        SqlTokens reader = new SqlTokens(text);
        while (reader.at < text.length()) {
            reader.readNext();
        }
        return List.copyOf(reader.tokens);
    }

    private void readNext() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#' || (text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' '))) {
            skipBehind("\n");
        } else if (text.startsWith("/*", at)) {
            readComment();
        } else if (text.startsWith("*/", at)) {
            at += 2; // The end of a comment that is run.
        } else if (c == '`') {
            readQuoted(SqlToken.Kind.NAME, c, false);
        } else if (c == '"') {
            readQuoted(SqlToken.Kind.DOUBLE_QUOTED, c, true);
        } else if (c == '\'') {
            readQuoted(SqlToken.Kind.TEXT, c, true);
        } else if (isWordCharacter(c)) {
            int start = at;
            while (at < text.length() && isWordCharacter(text.charAt(at))) {
                at++;
            }
            tokens.add(new SqlToken(SqlToken.Kind.WORD, text.substring(start, at)));
        } else {
            tokens.add(new SqlToken(SqlToken.Kind.SYMBOL, String.valueOf(c)));
            at++;
        }
    }

    private static boolean isWordCharacter(char c) {
        return c >= 0x80 || c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z');
    }

    private void readComment() {
        int open = text.startsWith("/*M!", at) ? 4 : text.startsWith("/*!", at) ? 3 : 0;
        if (open == 0) {
            skipBehind("*/");
            return;
        }
        at += open;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++; // The lowest version that runs it.
        }
    }

    private void skipBehind(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    private void readQuoted(SqlToken.Kind kind, char quote, boolean escapes) {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean hasNext = at < text.length();
            if (c == quote && hasNext && text.charAt(at) == quote) {
                at++;
            } else if (c == quote) {
                break;
            } else if (escapes && c == '\\' && hasNext) {
                c = text.charAt(at++);
            }
            content.append(c);
        }
        tokens.add(new SqlToken(kind, content.toString()));
    }
}
