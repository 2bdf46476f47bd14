package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which tables a statement writes and reads that changes rows, and whether it may call stored functions. */
final class RowStatementReader {
    /** Functions that have FROM between their arguments. */
    private static final Set<String> WITH_FROM = Set.of("TRIM", "EXTRACT", "SUBSTRING", "SUBSTR", "MID");

    private final TokenCursor tokens;
    private final @Nullable Set<String> schemas;
    private final Set<TableName> written = new HashSet<>();
    /** Names of WITH, which are no tables. */
    private final Set<String> queries = new HashSet<>();

    RowStatementReader(TokenCursor tokens, @Nullable Set<String> schemas) {
        this.tokens = tokens;
        this.schemas = schemas;
    }

    /** Reads the statement behind its first word. */
    DdlStatement.WritesRows read(String verb) {
        int start = tokens.position();
        boolean known = switch (verb) {
            case "INSERT", "REPLACE" -> insert();
            case "UPDATE" -> update();
            case "DELETE" -> delete();
            case "LOAD" -> load();
            case "WITH" -> with();
            case "SELECT", "DO" -> true;
            default -> false;
        };
        Set<TableName> read = known ? tablesRead(start) : null;
        if (read == null || goesOn()) {
            return unknown();
        }
        return new DdlStatement.WritesRows(written, read, callsFunction(start), schemas);
    }

    /** A statement that is about rows, and of which nothing more is known. */
    DdlStatement.WritesRows unknown() {
        return new DdlStatement.WritesRows(Set.of(), Set.of(), true, schemas);
    }

    /** What the SELECT of a CREATE TABLE does, behind the table's name; null when there is none. */
    DdlStatement.@Nullable WritesRows filling() {
        for (int at = tokens.position(); at < tokens.size(); at++) {
            if (tokens.isWord(at, "SELECT") || tokens.isWord(at, "TABLE")) {
                Set<TableName> read = tablesRead(at);
                return read == null
                        ? unknown()
                        : new DdlStatement.WritesRows(Set.of(), read, callsFunction(at), schemas);
            }
        }
        return null;
    }

    /** Another statement behind this one. */
    private boolean goesOn() {
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (tokens.isSymbol(at, ';')) {
                return true;
            }
        }
        return false;
    }

    private boolean insert() {
        tokens.takeWords("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE");
        tokens.takeWord("INTO");
        return write(tokens.takeTable());
    }

    /** Any table of the list may be written; only columns tell which ones are. */
    private boolean update() {
        tokens.takeWords("LOW_PRIORITY", "IGNORE");
        List<TableReferences.Reference> references = TableReferences.take(tokens);
        if (references == null || !tokens.peekWord("SET")) {
            return false;
        }
        references.stream().filter(this::isTable).map(TableReferences.Reference::table).forEach(written::add);
        return true;
    }

    private boolean delete() {
        tokens.takeWords("LOW_PRIORITY", "QUICK", "IGNORE", "HISTORY");
        boolean fromFirst = tokens.takeWord("FROM");
        List<Target> targets = targets();
        if (targets == null) {
            return false;
        }
        if (tokens.takeWord(fromFirst ? "USING" : "FROM")) {
            List<TableReferences.Reference> references = TableReferences.take(tokens);
            return references != null && targets.stream().allMatch(target -> writeMeant(target, references));
        }
        return fromFirst && targets.size() == 1 && write(targets.getFirst().name());
    }

    /** A name in front of the tables of a DELETE: one of them, or an alias. */
    private record Target(TableName name, boolean qualified) {}

    private @Nullable List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        do {
            int start = tokens.position();
            TableName name = tokens.takeTable();
            if (name == null) {
                return null;
            }
            targets.add(new Target(name, tokens.position() - start > 1));
            if (tokens.takeSymbol('.')) {
                tokens.takeSymbol('*');
            }
        } while (tokens.takeSymbol(','));
        return targets;
    }

    private boolean writeMeant(Target target, List<TableReferences.Reference> references) {
        List<TableName> meant = references.stream()
                .filter(reference -> isTable(reference) && reference.isMeantBy(target.name(), target.qualified()))
                .map(TableReferences.Reference::table).toList();
        written.addAll(meant);
        return !meant.isEmpty();
    }

    private boolean load() {
        while (tokens.peek() != null) {
            if (tokens.takeWord("INTO") && tokens.takeWord("TABLE")) {
                return write(tokens.takeTable());
            }
            tokens.take();
        }
        return false;
    }

    private boolean with() {
        tokens.takeWord("RECURSIVE");
        do {
            String name = tokens.takeName();
            if (name == null) {
                return false;
            }
            queries.add(name);
            if (tokens.isSymbol(tokens.position(), '(')) {
                tokens.skipParenthesis();
            }
            if (!tokens.takeWord("AS") || !tokens.isSymbol(tokens.position(), '(')) {
                return false;
            }
            tokens.skipParenthesis();
        } while (tokens.takeSymbol(','));
        String verb = tokens.peekWord();
        tokens.take();
        return switch (verb) {
            case "UPDATE" -> update();
            case "DELETE" -> delete();
            case "INSERT", "REPLACE" -> insert();
            case "SELECT" -> true;
            default -> false;
        };
    }

    private boolean write(@Nullable TableName table) {
        if (table == null) {
            return false;
        }
        written.add(table);
        return true;
    }

    /** Not a name of WITH. */
    private boolean isTable(TableReferences.Reference reference) {
        return reference.qualified()
                || queries.stream().noneMatch(name -> NameCase.INSENSITIVE.same(name, reference.table().table()));
    }

    /** Tables behind every FROM and TABLE from a token on, in subqueries too; null when they cannot be read. */
    private @Nullable Set<TableName> tablesRead(int start) {
        Set<TableName> read = new HashSet<>();
        List<String> openers = new ArrayList<>();
        for (int at = start; at < tokens.size(); at++) {
            if (tokens.isSymbol(at, '(')) {
                SqlToken before = tokens.token(at - 1);
                openers.add(before == null ? "" : TokenCursor.word(before));
            } else if (tokens.isSymbol(at, ')') && !openers.isEmpty()) {
                openers.removeLast();
            } else if (isFromOfTables(at, openers)) {
                tokens.moveTo(at + 1);
                List<TableReferences.Reference> references = TableReferences.take(tokens);
                if (references == null) {
                    return null;
                }
                references.stream().filter(this::isTable).map(TableReferences.Reference::table).forEach(read::add);
            }
        }
        read.removeAll(written);
        return read;
    }

    private boolean isFromOfTables(int at, List<String> openers) {
        if (tokens.isWord(at, "TABLE")) {
            return !tokens.isWord(at - 1, "INTO"); // LOAD DATA … INTO TABLE
        }
        return tokens.isWord(at, "FROM") && (openers.isEmpty() || !WITH_FROM.contains(openers.getLast()))
        // Periods of MariaDB: FOR PORTION OF p FROM, FOR SYSTEM_TIME FROM.
                && !tokens.isWord(at - 3, "PORTION") && !tokens.isWord(at - 1, "SYSTEM_TIME");
    }

    /** Whether a stored function may be called from a token on: a name before a parenthesis that nobody knows. */
    boolean callsFunction(int start) {
        for (int at = start; at + 1 < tokens.size(); at++) {
            SqlToken token = tokens.token(at);
            if (token != null && token.canBeName() && tokens.isSymbol(at + 1, '(') && mayBeFunction(token, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeFunction(SqlToken token, int at) {
        if (tokens.endsName(at)) {
            return false; // INSERT INTO t (a, b)
        }
        if (tokens.isSymbol(at - 1, '.')) {
            return true;
        }
        boolean alias = tokens.isWord(at - 1, "AS") || tokens.isSymbol(at - 1, ')');
        return !alias && (token.kind() == SqlToken.Kind.NAME || !NativeFunctions.contains(token.text()));
    }
}
