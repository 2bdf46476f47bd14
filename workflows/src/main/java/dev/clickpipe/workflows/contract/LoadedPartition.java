package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * A partition that ClickHouse has acknowledged; also the heartbeat of one on its way.
 *
 * @param rows rows written
 * @param bytes bytes of RowBinary written
 * @param losses values among them that the destination could not hold, by column
 */
public record LoadedPartition(int number, long rows, long bytes, List<ColumnLoss> losses) {
    public LoadedPartition {
        losses = ColumnLoss.orNone(losses);
    }
}
