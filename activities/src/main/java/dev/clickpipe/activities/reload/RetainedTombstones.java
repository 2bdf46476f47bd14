package dev.clickpipe.activities.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ExistingColumn;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.types.RowLayout;

/**
 * Rows that were deleted at the source and stay at the destination as deleted: a load cannot read them there. They go into
 * the loaded table with their own versions, so that what a writer that was given up inserts late loses against them; but below
 * the version of the loaded rows, so that whatever the table has of their keys wins, and a repetition changes nothing.
 */
final class RetainedTombstones {
    private static final String KEYED_ENGINE = "ReplacingMergeTree";

    /** Beyond it ClickHouse sorts on its disk. */
    private static final long SORTED_IN_MEMORY_BYTES = 1L << 30;

    private final ClickHouse clickHouse;
    private final DestinationTables tables;

    RetainedTombstones(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
        tables = new DestinationTables(clickHouse);
    }

    /**
     * Carries the newest state of each deleted key over; nothing where the key is no longer the same.
     *
     * @param loadVersion version of the loaded rows
     */
    void carry(DestinationTable from, DestinationTable to, long loadVersion) {
        String database = from.database();
        String into = to.name();
        boolean keyed = from.engine().endsWith(KEYED_ENGINE) && to.engine().equals(from.engine())
                && to.sortingKey().equals(from.sortingKey());
        if (!keyed) {
            return;
        }
        // An ephemeral column can be listed by inserts and not be read.
        List<ExistingColumn> there = tables.columns(database, into);
        List<ExistingColumn> here = tables.columns(database, from.name());
        List<String> keys = tables.sortingKeyColumns(database, into);
        List<String> shared = new ArrayList<>(here.stream().filter(ExistingColumn::insertable)
                .filter(column -> !column.defaultKind().equals("EPHEMERAL"))
                .filter(there::contains).map(ExistingColumn::name).toList());
        if (!shared.containsAll(keys)) {
            return;
        }
        String key = Identifiers.quoteAll(keys);
        String version = Identifiers.quote(RowLayout.VERSION);
        String selected = shared.stream().map(column -> column.equals(RowLayout.VERSION)
                ? "least(" + version + ", toUInt64(" + Long.toUnsignedString(loadVersion - 1) + "))"
                : Identifiers.quote(column)).collect(Collectors.joining(", "));
        clickHouse.execute("INSERT INTO " + Identifiers.quote(database, into) + " (" + Identifiers.quoteAll(shared)
                + ") SELECT " + selected + " FROM " + Identifiers.quote(database, from.name()) + " WHERE "
                + Identifiers.quote(RowLayout.IS_DELETED) + " = 1 ORDER BY " + key + ", " + version
                + " DESC LIMIT 1 BY " + key + " SETTINGS max_bytes_before_external_sort = " + SORTED_IN_MEMORY_BYTES);
    }
}
