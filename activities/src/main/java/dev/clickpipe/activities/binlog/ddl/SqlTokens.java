package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.activities.binlog.event.LexicalRules;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into pieces. Comments vanish, but what is in those that servers run, such as {@code /*!40101}, is a part
 * of the statement. Those that a server did not run, because its version was too low or MariaDB does not count it, are
 * ordinary comments in its binlog: it writes a space in place of the exclamation mark.
 */
final class SqlTokens {
    private final String text;
    private final LexicalRules rules;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private boolean insideRunComment;

    private SqlTokens(String text, LexicalRules rules) {
        this.text = text;
        this.rules = rules;
    }

    static List<SqlToken> read(String text, LexicalRules rules) {
        SqlTokens reader = new SqlTokens(text, rules);
        while (reader.at < text.length()) {
            reader.readNext();
        }
        return List.copyOf(reader.tokens);
    }

    private void readNext() {
        char c = text.charAt(at);
        if (isSpace(c)) {
            at++;
        } else if (c == '#' || (text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' '))) {
            skipBehind("\n");
        } else if (text.startsWith("/*", at)) {
            readComment();
        } else if (insideRunComment && text.startsWith("*/", at)) {
            at += 2;
            insideRunComment = false;
        } else if (c == '`' || (c == '"' && rules.ansiQuotes())) {
            readQuoted(SqlToken.Kind.NAME, c, false);
        } else if (c == '\'' || c == '"') {
            readQuoted(SqlToken.Kind.TEXT, c, rules.backslashEscapes());
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

    /** Servers know spaces of one byte alone: U+3000 is a part of a name. */
    private boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c == '\u00A0' && !rules.utf8());
    }

    private static boolean isWordCharacter(char c) {
        return c >= 0x80 || c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z');
    }

    private void readComment() {
        boolean ofMariaDb = rules.flavour() == Flavour.MARIADB && text.startsWith("/*M!", at);
        int open = ofMariaDb ? 4 : text.startsWith("/*!", at) ? 3 : 0;
        if (open == 0) {
            skipBehind("*/");
            return;
        }
        at += open;
        insideRunComment = true;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
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
