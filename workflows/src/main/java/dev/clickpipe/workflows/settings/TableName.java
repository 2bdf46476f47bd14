package dev.clickpipe.workflows.settings;

import java.util.Objects;

/**
 * A table of the source, two names kept apart because both may hold dots.
 *
 * @param schema name of the database, as the source spells it
 * @param table name of the table, as the source spells it
 */
public record TableName(String schema, String table) {
    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
    }

    /** Both names in backquotes, for sentences that people read and for statements of the source. */
    public String quoted() {
        return "`" + schema.replace("`", "``") + "`.`" + table.replace("`", "``") + "`";
    }
}
