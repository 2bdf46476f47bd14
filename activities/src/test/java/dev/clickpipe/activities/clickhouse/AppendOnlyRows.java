package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/** Rows of an appended table with one column {@code a Int32}. */
final class AppendOnlyRows {
    private static final ReplicationSettings SETTINGS = new ReplicationSettings(ReplicationMode.CDC,
            ReplicationMechanism.GTID, 1, 100_000, false, false, 1, 100_000, 1, false, OutOfRange.NEAREST);
    private static final TableName SOURCE = new TableName("s", "t");
    private static final TableDefinition DEFINITION = new TableDefinition(SOURCE,
            List.of(new ColumnDefinition("a", "int", null, null, false, null, "")), List.of());

    private AppendOnlyRows() {}

    static RowLayout layout(List<String> sortingKey) {
        return RowLayout.of(DEFINITION, new TableMapping(SOURCE, "t", List.of(), !sortingKey.isEmpty(), sortingKey,
                TableEngine.REPLACING_MERGE_TREE, null, List.of()), SETTINGS);
    }

    /** One row per version. */
    static RowBuffer of(long from, long to) {
        RowBuffer rows = new RowBuffer(64);
        for (long version = from; version <= to; version++) {
            rows.putInt((int) version);
            rows.putLong(version);
            rows.putByte(0);
            rows.putByte(0);
            rows.endRow();
        }
        return rows;
    }
}
