package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.workflows.settings.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one statement does from its words. */
final class StatementReader {
    /** Between CREATE, ALTER or DROP and what it is about: OR REPLACE, DEFINER = …, ALGORITHM = …, SQL SECURITY … */
    private static final int MOST_OPTIONS = 16;

    private final List<SqlToken> tokens;
    private final String defaultSchema;
    private final Set<TableName> tables = new HashSet<>();
    private int at;

    StatementReader(List<SqlToken> tokens, String defaultSchema) {
        this.tokens = tokens;
        this.defaultSchema = defaultSchema;
    }

    DdlStatement read() {
        SqlToken first = take();
        if (first == null) {
            return new DdlStatement.Harmless(); // A comment: MariaDB puts one in the place of what a reader did not ask for.
        }
        return switch (word(first)) {
            case "CREATE", "ALTER", "DROP" -> definition(word(first));
            case "RENAME" -> rename();
            case "TRUNCATE" -> truncate();
            case "SET" -> set();
            case "INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH", "SELECT", "DO", "CALL" ->
                new DdlStatement.RowStatement();
            case "GRANT", "REVOKE", "ANALYZE", "OPTIMIZE", "REPAIR", "CHECK", "CHECKSUM", "FLUSH", "RESET", "SAVEPOINT",
                    "RELEASE", "INSTALL", "UNINSTALL", "CACHE" ->
                new DdlStatement.Harmless();
            default -> new DdlStatement.NotUnderstood();
        };
    }

    /** MariaDB's SET STATEMENT variable = value FOR statement. */
    private DdlStatement set() {
        if (!takeWord("STATEMENT")) {
            return new DdlStatement.Harmless();
        }
        int depth = 0;
        for (SqlToken token = take(); token != null; token = take()) {
            depth += depthChange(token);
            if (depth == 0 && token.isWord("FOR")) {
                return read();
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    private DdlStatement definition(String verb) {
        boolean temporary = false;
        boolean orReplace = false;
        for (int options = 0; options < MOST_OPTIONS; options++) {
            SqlToken token = take();
            if (token == null) {
                break;
            }
            switch (word(token)) {
                case "TEMPORARY" -> temporary = true;
                case "REPLACE" -> orReplace = true;
                case "TABLE", "TABLES" -> {
                    return temporary ? new DdlStatement.Harmless() : table(verb, orReplace);
                }
                case "INDEX" -> {
                    return index();
                }
                case "DATABASE", "SCHEMA" -> {
                    return schema(verb);
                }
                case "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "USER", "ROLE", "SERVER", "TABLESPACE",
                        "LOGFILE", "REFERENCE", "RESOURCE", "INSTANCE", "SEQUENCE", "PACKAGE", "LIBRARY" -> {
                    return new DdlStatement.Harmless();
                }
                default -> {
                    // Another option.
                }
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    private DdlStatement table(String verb, boolean orReplace) {
        boolean onlyWhenMissing = takeIfExists();
        if (verb.equals("CREATE") && onlyWhenMissing && !orReplace) {
            // Over a table that is there it does nothing, and that one is gone was said by an earlier statement.
            return new DdlStatement.Harmless();
        }
        if (!takeTable()) {
            return new DdlStatement.NotUnderstood();
        }
        return switch (verb) {
            case "DROP" -> more();
            case "ALTER" -> alter();
            default -> touched();
        };
    }

    /** Further names of DROP TABLE. */
    private DdlStatement more() {
        while (takeSymbol(',')) {
            if (!takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
        }
        return touched();
    }

    /** The other tables of ALTER TABLE: the new name, and those that partitions are exchanged with. */
    private DdlStatement alter() {
        int depth = 0;
        for (SqlToken token = take(); token != null; token = take()) {
            depth += depthChange(token);
            boolean known = depth != 0 || switch (word(token)) {
                case "RENAME" -> newName();
                case "EXCHANGE" -> partitionOf("WITH");
                case "CONVERT" -> convertedPartition();
                default -> true;
            };
            if (!known) {
                return new DdlStatement.NotUnderstood();
            }
        }
        return touched();
    }

    private boolean newName() {
        if (peekWord("COLUMN") || peekWord("INDEX") || peekWord("KEY")) {
            return true;
        }
        if (!takeWord("TO") && !takeWord("AS")) {
            takeSymbol('=');
        }
        return takeTable();
    }

    /** EXCHANGE PARTITION p WITH TABLE t; CONVERT PARTITION p TO TABLE t. */
    private boolean partitionOf(String preposition) {
        if (!takeWord("PARTITION")) {
            return true;
        }
        take();
        return takeWord(preposition) && takeWord("TABLE") && takeTable();
    }

    /** Beside CONVERT TO CHARACTER SET. */
    private boolean convertedPartition() {
        return takeWord("TABLE") ? takeTable() : partitionOf("TO");
    }

    private DdlStatement index() {
        int depth = 0;
        for (SqlToken token = take(); token != null; token = take()) {
            depth += depthChange(token);
            if (depth == 0 && token.isWord("ON")) {
                return takeTable() ? touched() : new DdlStatement.NotUnderstood();
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    private DdlStatement schema(String verb) {
        takeIfExists();
        SqlToken name = peek();
        return switch (verb) {
            case "CREATE" -> new DdlStatement.Harmless();
            case "DROP" -> name != null && name.canBeName()
                    ? new DdlStatement.TouchesSchema(name.text())
                    : new DdlStatement.NotUnderstood();
            default ->
                new DdlStatement.TouchesSchema(name == null || isSchemaOption(name) ? defaultSchema : name.text());
        };
    }

    /** ALTER DATABASE may leave the name out. */
    private static boolean isSchemaOption(SqlToken token) {
        return switch (word(token)) {
            case "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT", "ENCRYPTION", "READ", "UPGRADE" -> true;
            default -> false;
        };
    }

    private DdlStatement rename() {
        if (takeWord("USER")) {
            return new DdlStatement.Harmless();
        }
        if (!takeWord("TABLE") && !takeWord("TABLES")) {
            return new DdlStatement.NotUnderstood();
        }
        takeIfExists();
        do {
            if (!takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
            if (takeWord("WAIT")) {
                take();
            } else {
                takeWord("NOWAIT");
            }
            if (!takeWord("TO") || !takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
        } while (takeSymbol(','));
        return touched();
    }

    private DdlStatement truncate() {
        takeWord("TABLE");
        return takeTable() ? touched() : new DdlStatement.NotUnderstood();
    }

    private DdlStatement touched() {
        return new DdlStatement.TouchesTables(tables);
    }

    private boolean takeIfExists() {
        if (!takeWord("IF")) {
            return false;
        }
        takeWord("NOT");
        return takeWord("EXISTS");
    }

    /** A name, with or without its database. */
    private boolean takeTable() {
        SqlToken first = take();
        if (first == null || !first.canBeName()) {
            return false;
        }
        if (!takeSymbol('.')) {
            tables.add(new TableName(defaultSchema, first.text()));
            return true;
        }
        SqlToken second = take();
        if (second == null || !second.canBeName()) {
            return false;
        }
        tables.add(new TableName(first.text(), second.text()));
        return true;
    }

    private static int depthChange(SqlToken token) {
        return token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
    }

    private static String word(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }

    private @Nullable SqlToken peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    private @Nullable SqlToken take() {
        return at < tokens.size() ? tokens.get(at++) : null;
    }

    private boolean peekWord(String word) {
        SqlToken next = peek();
        return next != null && next.isWord(word);
    }

    private boolean takeWord(String word) {
        if (peekWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean takeSymbol(char symbol) {
        SqlToken next = peek();
        if (next != null && next.isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }
}
