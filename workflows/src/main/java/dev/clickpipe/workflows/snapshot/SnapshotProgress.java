package dev.clickpipe.workflows.snapshot;

import java.util.List;

/** How far a snapshot is, per table; its result, also when it was paused. */
public record SnapshotProgress(List<TableLoad> tables) {
    public SnapshotProgress {
        tables = List.copyOf(tables);
    }
}
