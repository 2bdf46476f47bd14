package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.ColumnLoss;
import java.util.List;

/** Changes of one source table, counted. Not for several threads at once. */
final class ChangeCounts {
    long inserts;
    long updates;
    long deletes;
    List<ColumnLoss> losses = List.of();

    void add(ChangeCounts more) {
        inserts += more.inserts;
        updates += more.updates;
        deletes += more.deletes;
        losses = ColumnLoss.add(losses, more.losses);
    }

    void clear() {
        inserts = 0;
        updates = 0;
        deletes = 0;
        losses = List.of();
    }

    long total() {
        return inserts + updates + deletes;
    }
}
