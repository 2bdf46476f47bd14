package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.contract.ColumnLoss;
import java.util.List;

/** Counts values that the destination could not hold. Not for several threads at once. */
public final class ClampedValues {
    /** Examples are for people, and travel with every heartbeat. */
    private static final int LONGEST_EXAMPLE = 100;

    private List<ColumnLoss> losses = List.of();

    void add(String column, String value) {
        String example = value.length() <= LONGEST_EXAMPLE ? value : value.substring(0, LONGEST_EXAMPLE) + "…";
        losses = ColumnLoss.add(losses, List.of(new ColumnLoss(column, 1, example)));
    }

    /** What was lost since the last {@link #clear}, by column. */
    public List<ColumnLoss> list() {
        return losses;
    }

    void clear() {
        losses = List.of();
    }
}
