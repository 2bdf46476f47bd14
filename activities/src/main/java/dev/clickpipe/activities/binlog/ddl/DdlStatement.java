package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.workflows.settings.TableName;
import java.util.Set;

/**
 * What a statement in the binlog does to tables.
 *
 * <p>Only the beginning of a statement decides, and for ALTER TABLE the names it moves rows to, so a reader of words is
 * enough: a grammar of the whole language takes megabytes and seconds. What is not surely harmless is not called so.
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

    /** Changes rows, in words in place of row images: the session had another binlog_format than ROW. */
    record RowStatement() implements DdlStatement {}

    /** Nobody knows. */
    record NotUnderstood() implements DdlStatement {}

    /** Reads a statement; names without a database belong to {@code defaultSchema}. */
    static DdlStatement read(String defaultSchema, String text) {
        return new StatementReader(SqlTokens.read(text), defaultSchema).read();
    }

    /** Whether it does or may change a table. */
    default boolean mayChange(TableName table, NameCase nameCase) {
        return switch (this) {
            case Harmless() -> false;
            case TouchesTables(var tables) -> tables.stream().anyMatch(touched -> nameCase.same(touched, table));
            case TouchesSchema(String schema) -> nameCase.same(schema, table.schema());
            case RowStatement(),NotUnderstood() -> true;
        };
    }
}
