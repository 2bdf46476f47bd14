package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables that a statement names behind UPDATE or FROM: {@code a AS x JOIN (b, c) ON …, (SELECT …) AS d}. */
final class TableReferences {
    /**
     * A table of the list.
     *
     * @param qualified whether its database stands before it
     * @param alias null when it has none
     */
    record Reference(TableName table, boolean qualified, @Nullable String alias) {
        /** Whether a name in front of the list means this one. */
        boolean isMeantBy(TableName name, boolean withDatabase) {
            if (alias != null) {
                return !withDatabase && NameCase.INSENSITIVE.same(alias, name.table());
            }
            return NameCase.INSENSITIVE.same(table.table(), name.table())
                    && (!withDatabase || NameCase.INSENSITIVE.same(table.schema(), name.schema()));
        }
    }

    private static final Set<String> NO_ALIAS = Set.of("CROSS", "FORCE", "FOR", "GROUP", "HAVING", "IGNORE", "INNER",
            "JOIN", "LEFT", "LIMIT", "LOCK", "NATURAL", "ON", "ORDER", "PARTITION", "RETURNING", "RIGHT", "SET",
            "STRAIGHT_JOIN", "UNION", "EXCEPT", "INTERSECT", "USE", "USING", "WHERE", "WINDOW", "TABLESAMPLE", "INTO");
    private static final Set<String> END = Set.of("SET", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION",
            "EXCEPT", "INTERSECT", "WINDOW", "RETURNING", "INTO");
    private static final Set<String> QUERY = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private final TokenCursor tokens;
    private final List<Reference> found = new ArrayList<>();

    private TableReferences(TokenCursor tokens) {
        this.tokens = tokens;
    }

    /** Those that come next, subqueries left out; null when they cannot be read. */
    static @Nullable List<Reference> take(TokenCursor tokens) {
        TableReferences references = new TableReferences(tokens);
        return references.list() ? references.found : null;
    }

    private boolean list() {
        do {
            if (!reference()) {
                return false;
            }
        } while (skipToNext());
        return true;
    }

    private boolean reference() {
        if (tokens.takeSymbol('{')) {
            tokens.take(); // OJ
        }
        tokens.takeWord("LATERAL");
        if (tokens.isSymbol(tokens.position(), '(')) {
            return parenthesis();
        }
        SqlToken first = tokens.peek();
        if (first != null && first.isWord("JSON_TABLE")) {
            tokens.take();
            tokens.skipParenthesis();
            return true;
        }
        int start = tokens.position();
        TableName table = tokens.takeTable();
        if (table == null) {
            return false;
        }
        boolean qualified = tokens.position() - start > 1;
        if (tokens.takeWord("PARTITION")) {
            tokens.skipParenthesis();
        }
        found.add(new Reference(table, qualified, alias()));
        return true;
    }

    /** A subquery, or a list of its own. */
    private boolean parenthesis() {
        SqlToken next = tokens.token(tokens.position() + 1);
        if (next != null && QUERY.contains(TokenCursor.word(next))) {
            tokens.skipParenthesis();
            return true;
        }
        tokens.takeSymbol('(');
        if (!list()) {
            return false;
        }
        int depth = 1; // The rest of a query that begins with a parenthesis.
        while (depth > 0) {
            SqlToken token = tokens.take();
            if (token == null) {
                return false;
            }
            depth += TokenCursor.depthChange(token);
        }
        return true;
    }

    private @Nullable String alias() {
        boolean must = tokens.takeWord("AS");
        SqlToken next = tokens.peek();
        if (next == null || !next.canBeName() || (!must && NO_ALIAS.contains(TokenCursor.word(next)))) {
            return null;
        }
        return tokens.takeName();
    }

    /** Whether another reference follows; stops before what ends the list. */
    private boolean skipToNext() {
        for (SqlToken next = tokens.peek(); next != null; next = tokens.peek()) {
            if (next.isSymbol('(')) {
                tokens.skipParenthesis();
                continue;
            }
            if (next.isSymbol(')') || END.contains(TokenCursor.word(next)) || endsBeforeDuplicates(next)) {
                return false;
            }
            tokens.take();
            if (next.isWord("FOR")) {
                tokens.take(); // USE INDEX FOR JOIN
            } else if (next.isSymbol(',') || next.isWord("JOIN") || next.isWord("STRAIGHT_JOIN")) {
                return true;
            }
        }
        return false;
    }

    private boolean endsBeforeDuplicates(SqlToken next) {
        return next.isWord("ON") && tokens.isWord(tokens.position() + 1, "DUPLICATE");
    }
}
