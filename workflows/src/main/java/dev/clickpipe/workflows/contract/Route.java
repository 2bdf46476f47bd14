package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * One destination table that a source table feeds.
 *
 * @param target name of the destination table
 * @param tableUuid UUID that ClickHouse gave it, so that a step meant for this table never meets its successor
 * @param generation of an appended table: a column that this table alone has and every insert into it lists, so that an
 * insert meant for it fails in the table that replaced it; null for others
 * @param loadedUntil of an appended table: transactions that its load held already, to be passed over by the stream; null
 * when there was no load, or the stream is past them: a set of GTIDs may be long, and hundreds of them are not to be carried
 * for ever
 */
public record Route(String target, String tableUuid, @Nullable String generation, @Nullable Coordinates loadedUntil) {
    /** The same name, where a load table stands now. */
    public Route takenBy(LoadTable load) {
        return new Route(target, load.tableUuid(), load.generation(), load.loadedUntil());
    }

    /** The same, nothing of the load being ahead of the stream any more. */
    public Route passed() {
        return new Route(target, tableUuid, generation, null);
    }
}
