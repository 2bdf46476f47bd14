package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement in the binlog does to tables.
 *
 * <p>A reader of words is enough: a grammar of the whole language takes megabytes and seconds. What is not surely harmless
 * is not called so.
 */
public sealed interface DdlStatement {
    /** Changes no table: grants, views, routines, maintenance, temporary tables. */
    record Harmless() implements DdlStatement {}

    /** Changes these tables, or puts others in their places: not those that are merely read or referenced. */
    record TouchesTables(Set<TableName> tables) implements DdlStatement {
        public TouchesTables {
            tables = Set.copyOf(tables);
        }
    }

    /** Changes a whole database. */
    record TouchesSchema(String schema) implements DdlStatement {}

    /**
     * Changes rows, in words in place of row images: the session had another binlog_format than ROW.
     *
     * @param written names of the tables that it writes; a view, a trigger or a foreign key may pass that on to others
     * @param read names of the tables and views that it reads
     * @param mayWriteOthers whether it may call a stored function or procedure, or is not understood
     * @param schemas databases of all tables that it may write, directly or not, as the server lists them; null when it lists
     * none
     */
    record WritesRows(Set<TableName> written, Set<TableName> read, boolean mayWriteOthers,
            @Nullable Set<String> schemas) implements DdlStatement {
        private static final Set<String> SYSTEM = Set.of("mysql", "sys", "performance_schema", "information_schema");

        public WritesRows {
            written = Set.copyOf(written);
            read = Set.copyOf(read);
            schemas = schemas == null ? null : Set.copyOf(schemas);
        }

        /** Whether a table is in a database that belongs to the server: no triggers, and nothing that people replicate. */
        public static boolean isOfServer(TableName table) {
            return SYSTEM.contains(table.schema().toLowerCase(Locale.ROOT));
        }

        /** False when the server itself says that no table of that database is written. */
        public boolean mayWriteIn(String schema, NameCase nameCase) {
            return schemas == null || schemas.stream().anyMatch(listed -> nameCase.same(listed, schema));
        }

        /** Whether it writes tables of the server alone, and no stored function can be called on the way. */
        public boolean concernsServerAlone() {
            return !mayWriteOthers && written.stream().allMatch(WritesRows::isOfServer)
                    && read.stream().allMatch(WritesRows::isOfServer);
        }
    }

    /** CREATE TABLE … SELECT in words: makes a table, and reads rows as {@code filling} says. */
    record CreatesFilledTable(TableName table, WritesRows filling) implements DdlStatement {}

    /** Nobody knows. */
    record NotUnderstood() implements DdlStatement {}

    /** Reads a statement; names without a database belong to its default one. */
    static DdlStatement read(BinlogEvent.Statement statement) {
        if (!statement.certain()) {
            return new NotUnderstood();
        }
        DdlStatement read = new StatementReader(statement, statement.text()).read();
        String utf8Text = statement.utf8Text();
        return utf8Text == null ? read : either(read, new StatementReader(statement, utf8Text).read());
    }

    /** Two readings of the same bytes, of which one is right; where one does not understand them, they were not written so. */
    private static DdlStatement either(DdlStatement one, DdlStatement other) {
        if (one.equals(other) || other instanceof NotUnderstood || other instanceof Harmless) {
            return one;
        }
        if (one instanceof NotUnderstood || one instanceof Harmless) {
            return other;
        }
        if (one instanceof TouchesTables(var tables) && other instanceof TouchesTables(var others)) {
            return new TouchesTables(union(tables, others));
        }
        if (one instanceof WritesRows first && other instanceof WritesRows second) {
            return new WritesRows(union(first.written(), second.written()), union(first.read(), second.read()),
                    first.mayWriteOthers() || second.mayWriteOthers(), first.schemas());
        }
        return new NotUnderstood();
    }

    private static Set<TableName> union(Set<TableName> one, Set<TableName> other) {
        Set<TableName> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Whether it does or may change a table, as far as its words tell. */
    default boolean mayChange(TableName table, NameCase nameCase) {
        return switch (this) {
            case Harmless() -> false;
            case TouchesTables(var tables) -> tables.stream().anyMatch(touched -> nameCase.same(touched, table));
            case TouchesSchema(String schema) -> nameCase.same(schema, table.schema());
            case WritesRows rows -> rows.written().stream().anyMatch(written -> nameCase.same(written, table))
                    || (!rows.concernsServerAlone() && rows.mayWriteIn(table.schema(), nameCase));
            case CreatesFilledTable(TableName made, WritesRows filling) ->
                nameCase.same(made, table) || filling.mayChange(table, nameCase);
            case NotUnderstood() -> true;
        };
    }
}
