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
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Changes settings and tables of pipes. They need not be paused for it. */
@Singleton
final class PipeChanges {
    private final PipeCommands commands;
    private final PipeStarts starts;
    private final ServiceNames names;
    private final FedTargets fed;
    private final SecretSealer sealer;

    PipeChanges(PipeCommands commands, PipeStarts starts, ServiceNames names, FedTargets fed, SecretSealer sealer) {
        this.commands = commands;
        this.starts = starts;
        this.names = names;
        this.fed = fed;
        this.sealer = sealer;
    }

    /** All of the body is checked before anything of it is asked of the pipe. */
    StoredPipe change(UUID serviceId, UUID pipeId, byte[] body) {
        StoredPipe pipe = commands.find(serviceId, pipeId);
        PipeConfiguration now = pipe.configuration();
        PatchClickPipe patch = PatchClickPipeReader.read(body, now, ClickPipeAnswer.of(now, pipe.status()));
        EditRequest edit = patch.edit(now, sealer);
        checkAdded(edit, now);
        if (edit.name() != null) {
            rename(pipe, edit.name(), edit);
        } else if (!Change.of(edit).isEmpty()) {
            ask(pipe, edit);
        }
        return commands.find(serviceId, pipeId);
    }

    private void ask(StoredPipe pipe, EditRequest edit) {
        commands.ask(pipe, new PipeUpdates.Request.Edit(edit));
    }

    /** The service first, which knows what names are free: it holds this one until it hears from the pipe that it has it. */
    private void rename(StoredPipe pipe, String name, EditRequest edit) {
        UUID serviceId = pipe.configuration().serviceId();
        PipeMembership wanted = new PipeMembership(pipe.configuration().pipeId(), name);
        ReservationAnswer answer = names.rename(serviceId, wanted);
        switch (answer.outcome()) {
            case RESERVED -> {
                try {
                    ask(pipe, edit);
                } catch (RefusedException refused) {
                    // A worker that was late may still take it on.
                    if (refused.status() != HttpStatus.SERVICE_UNAVAILABLE) {
                        names.giveUp(serviceId, wanted);
                    }
                    throw refused;
                }
            }
            case SAME -> ask(pipe, edit);
            case TAKEN -> throw PipeCreation.taken(name, answer.pipeId());
            case GONE -> throw PipeCommands.notFound(wanted.pipeId());
        }
    }

    /**
     * What is stored has no password, so the databases are asked about added tables only when credentials come with them.
     * Without, the pipe's own setup of them finds what is wrong, and puts it into the journal.
     */
    private void checkAdded(EditRequest edit, PipeConfiguration now) {
        if (edit.tablesToAdd().isEmpty()) {
            return;
        }
        List<PreflightFinding> failures = new ArrayList<>(
                fed.findings(now.mapping(edit.tablesToAdd()), "tableMappingsToAdd"));
        if (edit.settings().password() != null) {
            PipeConfiguration then = new ChangedSettings(edit.settings()).appliedTo(now).loading(edit.tablesToAdd());
            starts.checkAdded(then, PipeCreation.PATIENCE_WITH_CHECKS).map(PreflightReport::failures)
                    .ifPresent(failures::addAll);
        }
        if (!failures.isEmpty()) {
            throw RefusedException.badRequest(failures);
        }
    }
}
