package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.activities.binlog.event.LexicalRules;
import dev.clickpipe.workflows.settings.TableName;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Goes through the tokens of a statement. */
final class TokenCursor {
    private final List<SqlToken> tokens;
    private final String defaultSchema;
    private final LexicalRules rules;
    /** Tokens that end a name that was taken as one: a parenthesis behind them holds no arguments. */
    private final BitSet names = new BitSet();
    private int at;

    TokenCursor(String text, String defaultSchema, LexicalRules rules) {
        tokens = SqlTokens.read(text, rules);
        this.defaultSchema = defaultSchema;
        this.rules = rules;
    }

    String defaultSchema() {
        return defaultSchema;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    int size() {
        return tokens.size();
    }

    /** The token at a position; null outside of the statement. */
    @Nullable
    SqlToken token(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : null;
    }

    /** Whether the token at a position is such a word. */
    boolean isWord(int position, String word) {
        SqlToken token = token(position);
        return token != null && token.isWord(word);
    }

    /** Whether the token at a position is such a symbol. */
    boolean isSymbol(int position, char symbol) {
        SqlToken token = token(position);
        return token != null && token.isSymbol(symbol);
    }

    /** Whether the token at a position ends a name that was taken as one. */
    boolean endsName(int position) {
        return names.get(position);
    }

    @Nullable
    SqlToken peek() {
        return token(at);
    }

    /** The next token as a word in upper case; empty where it is none. */
    String peekWord() {
        SqlToken next = peek();
        return next == null ? "" : word(next);
    }

    boolean peekWord(String word) {
        return isWord(at, word);
    }

    @Nullable
    SqlToken take() {
        return at < tokens.size() ? tokens.get(at++) : null;
    }

    boolean takeWord(String word) {
        if (peekWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes any of these words, in any order. */
    void takeWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (takeWord(words[i])) {
                i = -1;
            }
        }
    }

    boolean takeSymbol(char symbol) {
        if (isSymbol(at, symbol)) {
            at++;
            return true;
        }
        return false;
    }

    /** A name without a database; null when none follows, or one that cannot be read. */
    @Nullable
    String takeName() {
        SqlToken name = peek();
        if (name == null || !name.canBeName() || isUnreadable(name.text())) {
            return null;
        }
        names.set(at++);
        return name.text();
    }

    /** A table's name, with or without its database; null when none follows, or one that cannot be read. */
    @Nullable
    TableName takeTable() {
        String first = takeName();
        if (first == null) {
            return null;
        }
        if (!isSymbol(at, '.') || isSymbol(at + 1, '*')) {
            return new TableName(defaultSchema, first);
        }
        at++;
        String second = takeName();
        return second == null ? null : new TableName(first, second);
    }

    /** Goes on behind what the parenthesis that comes next holds. */
    void skipParenthesis() {
        int depth = 0;
        do {
            SqlToken token = take();
            if (token == null) {
                return;
            }
            depth += depthChange(token);
        } while (depth > 0);
    }

    static int depthChange(SqlToken token) {
        return token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
    }

    /** A word in upper case; empty for other tokens. */
    static String word(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }

    /** Holds what stands for characters that are not known: in bytes that are no UTF-8, or of another character set. */
    private boolean isUnreadable(String name) {
        return name.indexOf('\uFFFD') >= 0 || (!rules.utf8() && name.indexOf('?') >= 0);
    }
}
