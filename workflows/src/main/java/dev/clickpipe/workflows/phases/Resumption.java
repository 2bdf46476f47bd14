package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;

/** What a pipe goes on with that was held up, by a pause or a change: the step that it stands before. */
final class Resumption {
    private Resumption() {}

    static PipeEvent of(LivePipe pipe) {
        if (!pipe.provisioned()) {
            return PipeEvent.RESUME_PROVISIONING;
        }
        TableResync reload = pipe.reload();
        if (reload != null) {
            return reload.isSetUp() ? PipeEvent.RESUME_SNAPSHOT : PipeEvent.RESUME_SETUP;
        }
        if (!pipe.main().isSetUp()) {
            return PipeEvent.RESUME_SETUP;
        }
        return switch (pipe.configuration().replication().mode()) {
            case SNAPSHOT -> PipeEvent.RESUME_SNAPSHOT;
            case CDC_ONLY -> PipeEvent.RESUME_STREAM;
            case CDC -> pipe.main().loaded() ? PipeEvent.RESUME_STREAM : PipeEvent.RESUME_SNAPSHOT;
        };
    }
}
