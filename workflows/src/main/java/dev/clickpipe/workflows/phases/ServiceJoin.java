package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.pipe.PipeState;
import io.temporal.workflow.Workflow;

/** Joins the service anew: by another name, or because the service may know nothing of the pipe. */
public final class ServiceJoin {
    private ServiceJoin() {}

    /** At the beginning of a run: a service whose workflow was terminated knows its pipes again from their next runs. */
    public static void ofNextRun(LivePipe pipe) {
        if (pipe.versions().joinsEachRun() && pipe.provisioned() && pipe.state() != PipeState.STOPPING) {
            join(pipe, pipe.configuration().name(), "Join the service, which may have been started anew");
        }
    }

    /** Joins by a name; a delete interrupts it. To be called while nothing runs. */
    static void join(LivePipe pipe, String name, String summary) {
        Call<Boolean> join = Call.start(() -> ActivityStubs.service(summary)
                .join(pipe.serviceId(), pipe.configuration().pipeId(), name));
        Workflow.await(() -> join.finished() || pipe.requests().deleteWanted());
        if (!join.finished()) {
            // The service is about to be left, with all names.
            join.cancel();
        }
        join.forget();
    }
}
