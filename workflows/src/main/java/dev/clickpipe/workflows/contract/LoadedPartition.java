package dev.clickpipe.workflows.contract;

/**
 * A partition that ClickHouse has acknowledged; also the heartbeat of one on its way.
 *
 * @param rows rows written
 * @param bytes bytes of RowBinary written
 */
public record LoadedPartition(int number, long rows, long bytes) {}
