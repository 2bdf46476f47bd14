package dev.clickpipe.activities.snapshot;

import dev.clickpipe.workflows.contract.ColumnLoss;
import java.util.List;

/** What the destination has acknowledged of a load. Told by the thread that loads, asked by the one that heartbeats. */
final class LoadProgress implements BlockWriter.Acknowledgement {
    private volatile Loaded loaded = new Loaded(0, 0, List.of());

    /** Figures of one moment. */
    record Loaded(long rows, long bytes, List<ColumnLoss> losses) {}

    @Override
    public void stored(int rows, int bytes, List<ColumnLoss> losses) {
        Loaded before = loaded;
        loaded = new Loaded(before.rows() + rows, before.bytes() + bytes, ColumnLoss.add(before.losses(), losses));
    }

    Loaded loaded() {
        return loaded;
    }
}
