package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashSet;
import java.util.Set;

/** Reads what one statement does from its words. */
final class StatementReader {
    /** Between CREATE, ALTER or DROP and what it is about: OR REPLACE, DEFINER = …, ALGORITHM = …, SQL SECURITY … */
    private static final int MOST_OPTIONS = 16;

    private final BinlogEvent.Statement statement;
    private final TokenCursor tokens;
    private final Set<TableName> tables = new HashSet<>();

    /** @param text one of the readings that the event offers */
    StatementReader(BinlogEvent.Statement statement, String text) {
        this.statement = statement;
        tokens = new TokenCursor(text, statement.defaultSchema(), statement.rules());
    }

    DdlStatement read() {
        SqlToken first = tokens.take();
        if (first == null) {
            return new DdlStatement.Harmless(); // A comment: MariaDB puts one in the place of what a reader did not ask for.
        }
        return switch (TokenCursor.word(first)) {
            case "CREATE", "ALTER", "DROP" -> definition(TokenCursor.word(first));
            case "RENAME" -> rename();
            case "TRUNCATE" -> truncate();
            case "SET" -> set();
            case "INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH", "SELECT", "DO", "CALL" ->
                rows().read(TokenCursor.word(first));
            case "ANALYZE" -> analyze();
            case "GRANT", "REVOKE", "OPTIMIZE", "REPAIR", "CHECK", "CHECKSUM", "FLUSH", "RESET", "SAVEPOINT",
                    "RELEASE", "INSTALL", "UNINSTALL", "CACHE" ->
                new DdlStatement.Harmless();
            default -> new DdlStatement.NotUnderstood();
        };
    }

    /** MariaDB's SET STATEMENT variable = value FOR statement. */
    private DdlStatement set() {
        if (!tokens.takeWord("STATEMENT")) {
            return rows().callsFunction(0) ? rows().unknown() : new DdlStatement.Harmless();
        }
        int depth = 0;
        for (SqlToken token = tokens.take(); token != null; token = tokens.take()) {
            depth += TokenCursor.depthChange(token);
            if (depth == 0 && token.isWord("FOR")) {
                return read();
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    /** ANALYZE TABLE counts; MariaDB's ANALYZE statement runs it. */
    private DdlStatement analyze() {
        if (tokens.takeWord("FORMAT")) {
            tokens.takeSymbol('=');
            tokens.take();
            return read();
        }
        int start = tokens.position();
        tokens.takeWords("LOCAL", "NO_WRITE_TO_BINLOG");
        if (tokens.takeWord("TABLE") || tokens.takeWord("TABLES")) {
            return new DdlStatement.Harmless();
        }
        tokens.moveTo(start);
        return tokens.peek() == null ? new DdlStatement.NotUnderstood() : read();
    }

    private RowStatementReader rows() {
        return new RowStatementReader(tokens, statement.writtenSchemas());
    }

    private DdlStatement definition(String verb) {
        boolean temporary = false;
        boolean orReplace = false;
        for (int options = 0; options < MOST_OPTIONS; options++) {
            SqlToken token = tokens.take();
            if (token == null) {
                break;
            }
            switch (TokenCursor.word(token)) {
                case "TEMPORARY" -> temporary = true;
                case "REPLACE" -> orReplace = true;
                case "TABLE", "TABLES" -> {
                    return temporary ? temporaryTable() : table(verb, orReplace);
                }
                case "INDEX" -> {
                    return index();
                }
                case "DATABASE", "SCHEMA" -> {
                    return schema(verb, orReplace);
                }
                case "SEQUENCE" -> {
                    return orReplace ? table(verb, true) : new DdlStatement.Harmless();
                }
                case "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "USER", "ROLE", "SERVER", "TABLESPACE",
                        "LOGFILE", "REFERENCE", "RESOURCE", "INSTANCE", "PACKAGE", "LIBRARY" -> {
                    return new DdlStatement.Harmless();
                }
                default -> {
                    // Another option.
                }
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    /** A row that fills it may call a stored function. */
    private DdlStatement temporaryTable() {
        DdlStatement.WritesRows filling = rows().filling();
        return filling == null ? new DdlStatement.Harmless() : filling;
    }

    private DdlStatement table(String verb, boolean orReplace) {
        boolean onlyWhenMissing = takeIfExists();
        TableName first = tokens.takeTable();
        if (first == null) {
            return new DdlStatement.NotUnderstood();
        }
        tables.add(first);
        if (verb.equals("CREATE")) {
            DdlStatement.WritesRows filling = rows().filling();
            if (filling != null) {
                return new DdlStatement.CreatesFilledTable(first, filling);
            }
            if (onlyWhenMissing && !orReplace) {
                // Over a table that is there it does nothing, and that one is gone was said by an earlier statement.
                return new DdlStatement.Harmless();
            }
        }
        return switch (verb) {
            case "DROP" -> more();
            case "ALTER" -> alter();
            default -> touched();
        };
    }

    /** Further names of DROP TABLE. */
    private DdlStatement more() {
        while (tokens.takeSymbol(',')) {
            if (!takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
        }
        return touched();
    }

    /** The other tables of ALTER TABLE: the new name, and those that partitions are exchanged with. */
    private DdlStatement alter() {
        int depth = 0;
        for (SqlToken token = tokens.take(); token != null; token = tokens.take()) {
            depth += TokenCursor.depthChange(token);
            boolean known = depth != 0 || switch (TokenCursor.word(token)) {
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
        if (tokens.peekWord("COLUMN") || tokens.peekWord("INDEX") || tokens.peekWord("KEY")) {
            return true;
        }
        if (!tokens.takeWord("TO") && !tokens.takeWord("AS")) {
            tokens.takeSymbol('=');
        }
        return takeTable();
    }

    /** EXCHANGE PARTITION p WITH TABLE t; CONVERT PARTITION p TO TABLE t. */
    private boolean partitionOf(String preposition) {
        if (!tokens.takeWord("PARTITION")) {
            return true;
        }
        tokens.take();
        return tokens.takeWord(preposition) && tokens.takeWord("TABLE") && takeTable();
    }

    /** Beside CONVERT TO CHARACTER SET. */
    private boolean convertedPartition() {
        return tokens.takeWord("TABLE") ? takeTable() : partitionOf("TO");
    }

    private DdlStatement index() {
        int depth = 0;
        for (SqlToken token = tokens.take(); token != null; token = tokens.take()) {
            depth += TokenCursor.depthChange(token);
            if (depth == 0 && token.isWord("ON")) {
                return takeTable() ? touched() : new DdlStatement.NotUnderstood();
            }
        }
        return new DdlStatement.NotUnderstood();
    }

    /** MariaDB's CREATE OR REPLACE DATABASE drops all tables of one that is there. */
    private DdlStatement schema(String verb, boolean orReplace) {
        takeIfExists();
        if (verb.equals("CREATE") && !orReplace) {
            return new DdlStatement.Harmless();
        }
        SqlToken next = tokens.peek();
        if (verb.equals("ALTER") && (next == null || isSchemaOption(next))) {
            return new DdlStatement.TouchesSchema(tokens.defaultSchema());
        }
        String name = tokens.takeName();
        return name == null ? new DdlStatement.NotUnderstood() : new DdlStatement.TouchesSchema(name);
    }

    /** ALTER DATABASE may leave the name out. */
    private static boolean isSchemaOption(SqlToken token) {
        return switch (TokenCursor.word(token)) {
            case "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT", "ENCRYPTION", "READ", "UPGRADE" -> true;
            default -> false;
        };
    }

    private DdlStatement rename() {
        if (tokens.takeWord("USER")) {
            return new DdlStatement.Harmless();
        }
        if (!tokens.takeWord("TABLE") && !tokens.takeWord("TABLES")) {
            return new DdlStatement.NotUnderstood();
        }
        takeIfExists();
        do {
            if (!takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
            if (tokens.takeWord("WAIT")) {
                tokens.take();
            } else {
                tokens.takeWord("NOWAIT");
            }
            if (!tokens.takeWord("TO") || !takeTable()) {
                return new DdlStatement.NotUnderstood();
            }
        } while (tokens.takeSymbol(','));
        return touched();
    }

    private DdlStatement truncate() {
        tokens.takeWord("TABLE");
        return takeTable() ? touched() : new DdlStatement.NotUnderstood();
    }

    private DdlStatement touched() {
        return new DdlStatement.TouchesTables(tables);
    }

    private boolean takeIfExists() {
        if (!tokens.takeWord("IF")) {
            return false;
        }
        tokens.takeWord("NOT");
        return tokens.takeWord("EXISTS");
    }

    private boolean takeTable() {
        TableName table = tokens.takeTable();
        if (table == null) {
            return false;
        }
        tables.add(table);
        return true;
    }
}
