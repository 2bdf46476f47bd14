package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import java.util.List;

/** Changes of one source table, counted. Not for several threads at once. */
final class ChangeCounts {
    long inserts;
    long updates;
    long deletes;
    List<ColumnLoss> losses = List.of();
    List<UnreplicatedCascade> cascades = List.of();

    void add(ChangeCounts more) {
        inserts += more.inserts;
        updates += more.updates;
        deletes += more.deletes;
        losses = ColumnLoss.add(losses, more.losses);
        cascades = UnreplicatedCascade.add(cascades, more.cascades);
    }

    /** A parent changed; what that did to the table is not in the binlog. */
    void cascaded(UnreplicatedCascade cascade) {
        cascades = UnreplicatedCascade.add(cascades, List.of(cascade));
    }

    void clear() {
        inserts = 0;
        updates = 0;
        deletes = 0;
        losses = List.of();
        cascades = List.of();
    }

    /** Whether there is nothing to be shown. */
    boolean isEmpty() {
        return inserts + updates + deletes == 0 && cascades.isEmpty();
    }
}
