package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks whether a source keeps what nobody reads at the moment. Runs on {@link TaskQueues#CONTROL}. */
@ActivityInterface(namePrefix = "")
public interface RetentionActivities {
    /** Asks the source whether a stream could go on from a position now, and until when. Changes nothing. */
    @ActivityMethod(name = "LookForPosition")
    PositionRetention look(PipeConfiguration configuration, Position position);
}
