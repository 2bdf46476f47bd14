package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A table beside an appended destination that holds all rows of its source as of one position, and waits to take the
 * destination's place.
 *
 * @param tableUuid UUID that ClickHouse gave it
 * @param generation column that inserts into it list; see {@link Route}
 * @param loadedUntil its rows are the source's after exactly these transactions; null in a pipe that no stream follows
 */
public record LoadTable(String tableUuid, String generation, @Nullable Coordinates loadedUntil) {}
