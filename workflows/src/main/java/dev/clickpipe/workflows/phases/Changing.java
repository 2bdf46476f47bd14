package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.memory.LivePipe;

/** Makes the changes that were asked for. */
public final class Changing {
    private Changing() {}

    /** Makes all of them, if there are any. To be called while nothing runs. */
    public static void make(LivePipe pipe) {
        String before = pipe.configuration().name();
        pipe.makeChanges();
        if (!pipe.configuration().name().equals(before) && pipe.versions().tellsItsName()) {
            Call.start(() -> ActivityStubs.service("Tell the service the pipe's name, which lets the one before go")
                    .join(pipe.serviceId(), pipe.configuration().pipeId(), pipe.configuration().name())).result();
        }
    }
}
