package dev.clickpipe.api.pipes;

import dev.clickpipe.api.temporal.PipeUpdates;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.wire.ClickPipeAnswer;
import dev.clickpipe.api.wire.PatchClickPipe;
import dev.clickpipe.api.wire.PatchClickPipeReader;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Changes settings and tables of pipes. They need not be paused for it. */
@Singleton
final class PipeChanges {
    private final PipeCommands commands;
    private final SecretSealer sealer;

    PipeChanges(PipeCommands commands, SecretSealer sealer) {
        this.commands = commands;
        this.sealer = sealer;
    }

    /** All of the body is checked before anything of it is asked of the pipe. */
    StoredPipe change(UUID serviceId, UUID pipeId, byte[] body) {
        StoredPipe pipe = commands.find(serviceId, pipeId);
        PipeConfiguration now = pipe.configuration();
        PatchClickPipe patch = PatchClickPipeReader.read(body, now, ClickPipeAnswer.of(now, pipe.status()));
        UpdateSettingsRequest settings = patch.sealed(now, sealer);
        if (!settings.changesNothing()) {
            commands.ask(pipe, new PipeUpdates.Request.UpdateSettings(settings));
        }
        if (!patch.dropped().isEmpty()) {
            commands.ask(pipe, new PipeUpdates.Request.DropTables(patch.dropped()));
        }
        return commands.find(serviceId, pipeId);
    }
}
