package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares the destination and finds where to start. Runs on {@link TaskQueues#snapshot}. Safe to repeat. */
@ActivityInterface(namePrefix = "")
public interface SetupActivities {
    /**
     * Fetches the definitions of the source tables, records them at the destination, and creates the tables.
     *
     * @param joining source tables that the pipe did not copy before: refused where {@code foreignKeyCascades} says so; null
     *        from a workflow of an earlier build, for none
     */
    @ActivityMethod(name = "SetUpTables")
    SetupResult setUp(PipeConfiguration configuration, @Nullable List<TableName> joining);

    /**
     * Reads a position before which every transaction is visible to SELECT on every connection opened afterwards.
     *
     * @param epoch that the position is to have; 0 when that is chosen later
     */
    @ActivityMethod(name = "ReadStartPosition")
    Position readStartPosition(PipeConfiguration configuration, int epoch);
}
