package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reconfiguration;
import io.temporal.workflow.Workflow;

/** Makes the changes that were asked for. */
public final class Changing {
    private Changing() {}

    /** Makes all of them, if there are any. To be called while nothing runs. */
    public static void make(LivePipe pipe) {
        for (String name : Reconfiguration.of(pipe)) {
            Call<Boolean> join = Call.start(() -> ActivityStubs
                    .service("Tell the service the pipe's name, which lets the one before go")
                    .join(pipe.serviceId(), pipe.configuration().pipeId(), name));
            Workflow.await(() -> join.finished() || pipe.requests().deleteWanted());
            if (!join.finished()) {
                // The service is about to be left, with all names.
                join.cancel();
            }
            join.forget();
        }
    }
}
