package dev.clickpipe.activities.calls;

import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.PlanRequest;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What an activity is about.
 *
 * @param table null when it is about no single one
 */
record ActivitySubject(PipeConfiguration pipe, @Nullable TableName table) {
    /** As the arguments of the activity say; null when they name no pipe. */
    static @Nullable ActivitySubject of(@Nullable Object[] arguments) {
        return arguments.length == 0 ? null : switch (arguments[0]) {
            case PipeConfiguration configuration -> new ActivitySubject(configuration, null);
            case StreamLease lease -> new ActivitySubject(lease.configuration(), null);
            case PlanRequest plan -> new ActivitySubject(plan.configuration(), plan.table().source());
            case LoadRequest load -> new ActivitySubject(load.configuration(), load.table().source());
            case LoadTableSwapRequest place -> new ActivitySubject(place.configuration(), place.source());
            case SwapRequest swap -> new ActivitySubject(swap.configuration(), null);
            case null, default -> null;
        };
    }
}
