package dev.clickpipe.activities.types;

import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.settings.TableMapping;

/** What a destination table keeps of the changes it gets. */
public enum WriteMode {
    /** Keyed: the newest version of each row, told apart by the sorting key. */
    UPSERT,
    /** Appended: all of them; an update is the old row as deleted and the new one, so that live rows minus deleted ones are
     * the source's, also without a key. */
    APPEND,
    /** Nothing: the same rows as of an appended table go to the materialized views behind it. */
    DISCARD;

    /** What the destination of a mapping keeps; a table without a primary key can only be appended. */
    public static WriteMode of(TableDefinition table, TableMapping mapping) {
        return switch (mapping.engine()) {
            case REPLACING_MERGE_TREE -> table.primaryKey().isEmpty() ? APPEND : UPSERT;
            case MERGE_TREE -> APPEND;
            case NULL -> DISCARD;
        };
    }
}
