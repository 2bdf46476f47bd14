package dev.clickpipe.workflows.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition that ClickHouse has acknowledged; also the heartbeat of one on its way.
 *
 * @param rows rows written
 * @param bytes bytes of RowBinary written
 * @param losses values among them that the destination could not hold, by column
 * @param loadTable where an appended table was loaded to, whole; null for partitions of others, and in heartbeats
 */
public record LoadedPartition(int number, long rows, long bytes, List<ColumnLoss> losses,
        @Nullable LoadTable loadTable) {
    public LoadedPartition {
        losses = ColumnLoss.orNone(losses);
    }
}
