package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.PipeStarts;
import dev.clickpipe.api.temporal.PipeUpdates;
import dev.clickpipe.api.temporal.ServiceNames;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.wire.ClickPipeAnswer;
import dev.clickpipe.api.wire.PatchClickPipe;
import dev.clickpipe.api.wire.PatchClickPipeReader;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.memory.Change;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Changes settings and tables of pipes. They need not be paused for it. */
@Singleton
final class PipeChanges {
    private final PipeCommands commands;
    private final PipeStarts starts;
    private final ServiceNames names;
    private final SecretSealer sealer;

    PipeChanges(PipeCommands commands, PipeStarts starts, ServiceNames names, SecretSealer sealer) {
        this.commands = commands;
        this.starts = starts;
        this.names = names;
        this.sealer = sealer;
    }

    /** All of the body is checked before anything of it is asked of the pipe. */
    StoredPipe change(UUID serviceId, UUID pipeId, byte[] body) {
        StoredPipe pipe = commands.find(serviceId, pipeId);
        PipeConfiguration now = pipe.configuration();
        PatchClickPipe patch = PatchClickPipeReader.read(body, now, ClickPipeAnswer.of(now, pipe.status()));
        UpdateSettingsRequest settings = patch.sealed(now, sealer);
        checkAdded(patch, settings, now);
        if (patch.name() != null) {
            rename(pipe, patch.name());
        }
        if (!settings.changesNothing()) {
            commands.ask(pipe, new PipeUpdates.Request.UpdateSettings(settings));
        }
        if (!patch.dropped().isEmpty()) {
            commands.ask(pipe, new PipeUpdates.Request.DropTables(patch.dropped()));
        }
        if (!patch.added().isEmpty()) {
            commands.ask(pipe, new PipeUpdates.Request.AddTables(patch.added()));
        }
        return commands.find(serviceId, pipeId);
    }

    /** The service first, which knows what names are free; when the pipe does not hear of it, the same PATCH tells it. */
    private void rename(StoredPipe pipe, String name) {
        UUID id = pipe.configuration().pipeId();
        ReservationAnswer answer = names.rename(pipe.configuration().serviceId(), new PipeMembership(id, name));
        switch (answer.outcome()) {
            case RESERVED, SAME -> commands.ask(pipe, new PipeUpdates.Request.Rename(name));
            case TAKEN -> throw PipeCreation.taken(name, answer.pipeId());
            case GONE -> throw PipeCommands.notFound(id);
        }
    }

    /**
     * What is stored has no password, so added tables are checked here only when credentials come with them. Without, the
     * pipe's own setup of them finds what is wrong, and puts it into the journal.
     */
    private void checkAdded(PatchClickPipe patch, UpdateSettingsRequest settings, PipeConfiguration now) {
        if (patch.added().isEmpty() || settings.password() == null) {
            return;
        }
        PipeConfiguration then = new Change.Settings(settings).appliedTo(now).mapping(patch.added());
        List<PreflightFinding> failures = starts.checkAdded(then, PipeCreation.PATIENCE_WITH_CHECKS)
                .map(PreflightReport::failures).orElse(List.of());
        if (!failures.isEmpty()) {
            throw RefusedException.badRequest(failures);
        }
    }
}
