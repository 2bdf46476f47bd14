package dev.clickpipe.workflows.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination table that another pipe feeds, or is about to feed.
 *
 * @param target name of the destination table
 * @param pipeId the other pipe
 * @param pipeName its name; null when it is not known
 */
public record TargetConflict(String target, UUID pipeId, @Nullable String pipeName) {
    /** What to do about it. */
    public static final String REMEDY = "choose another targetTable, or drop that table from the other ClickPipe first";

    /** The problem as a clause. */
    public String problem() {
        return "the ClickPipe " + (pipeName == null ? "" : pipeName + " ") + "(" + pipeId
                + ") of this service feeds that table, or is about to";
    }
}
