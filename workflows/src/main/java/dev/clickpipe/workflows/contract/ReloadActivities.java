package dev.clickpipe.workflows.contract;

import java.util.List;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;

/** Loads tables beside those that people read. Runs on {@link TaskQueues#snapshot}. Safe to repeat. */
@ActivityInterface(namePrefix = "")
public interface ReloadActivities {
    /**
     * Chooses the destination table that each mapping of a configuration is loaded into, and drops what earlier reloads left
     * under those names: a shadow where the pipe has a table already, the destination itself where it is not there or
     * nobody's rows are in it.
     *
     * @param followed tables of the pipe, with what stands behind their names
     * @return the mappings with these targets
     */
    @ActivityMethod(name = "ChooseReloadTargets")
    List<TableMapping> chooseTargets(PipeConfiguration configuration, List<RoutedTable> followed);

    /**
     * Returns when SELECT shows everything before a position, on every connection opened afterwards.
     *
     * @return where the source was by then: all that lies before it is shown as well, and told by definitions that are read
     * afterwards. Of a GTID set what the position has not
     */
    @ActivityMethod(name = "AwaitVisible")
    Coordinates awaitVisible(PipeConfiguration configuration, Position position);

    /**
     * Carries soft-deleted rows over and exchanges shadows with their destinations. Each pair at once; after a crash the
     * pairs that are left.
     */
    @ActivityMethod(name = "ExchangeShadows")
    SwapResult exchange(SwapRequest request);

    /** Drops tables that nobody reads, those that are still there, and none under a name that the pipe copies into. */
    @ActivityMethod(name = "DropLeftovers")
    void dropLeftovers(PipeConfiguration configuration, List<ObsoleteTable> leftovers);

    /** Both in one, for runs of pipes that began when it was so. */
    @ActivityMethod(name = "SwapShadows")
    List<RoutedTable> swap(SwapRequest request);
}
