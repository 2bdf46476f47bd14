package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reconfiguration;

/** Makes the changes that were asked for. */
public final class RequestedChanges {
    private RequestedChanges() {}

    /** Makes all of them, if there are any, unless the pipe is deleted meanwhile. To be called while nothing runs. */
    public static void make(LivePipe pipe) {
        if (!pipe.versions().claimsTargets()) {
            reconfigure(pipe);
            return;
        }
        TargetClaiming claiming = new TargetClaiming(pipe);
        if (claiming.claimAdded()) {
            reconfigure(pipe);
        }
        claiming.end();
    }

    private static void reconfigure(LivePipe pipe) {
        for (String name : Reconfiguration.of(pipe)) {
            ServiceJoin.join(pipe, name, "Report the pipe's name to the service, which releases the old one");
        }
    }
}
