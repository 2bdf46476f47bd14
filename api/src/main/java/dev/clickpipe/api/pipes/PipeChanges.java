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
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Changes settings and tables of pipes. They need not be paused for it. */
@Singleton
final class PipeChanges {
    private final PipeCommands commands;
    private final PipeStarts starts;
    private final ServiceNames names;
    private final TargetConflicts fed;
    private final SecretSealer sealer;

    PipeChanges(PipeCommands commands, PipeStarts starts, ServiceNames names, TargetConflicts fed,
            SecretSealer sealer) {
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
        return edit.tablesToAdd().isEmpty() ? make(pipe, edit) : makeClaimed(pipe, edit);
    }

    private StoredPipe make(StoredPipe pipe, EditRequest edit) {
        if (edit.name() != null) {
            rename(pipe, edit.name(), edit);
        } else if (!Change.of(edit).isEmpty()) {
            ask(pipe, edit);
        }
        return commands.find(pipe.configuration().serviceId(), pipe.configuration().pipeId());
    }

    /**
     * Claims the destination tables of added tables until the pipe shows them. The pipe itself claims them again when it makes
     * the change, for this is not its only way to it; here the answer comes before anything is asked of it.
     */
    private StoredPipe makeClaimed(StoredPipe pipe, EditRequest edit) {
        PipeConfiguration now = pipe.configuration();
        TargetClaim claim = TargetClaim.of(now.mapping(edit.tablesToAdd()), UUID.randomUUID());
        ReservationAnswer answer = names.claim(now.serviceId(), claim);
        if (answer.outcome() == ReservationAnswer.Outcome.BUSY) {
            throw TargetConflicts.busy();
        }
        try {
            checkTargets(answer.conflicts(), claim, edit, now);
            checkAdded(edit, now);
            StoredPipe then = make(pipe, edit);
            if (claim.shownBy(then.configuration())) {
                names.release(now.serviceId(), claim.pipeId(), claim.token());
            }
            return then;
        } catch (RefusedException refused) {
            // A worker that was late may still make the change: the claim then ends by itself.
            if (refused.status() != HttpStatus.SERVICE_UNAVAILABLE) {
                names.release(now.serviceId(), claim.pipeId(), claim.token());
            }
            throw refused;
        }
    }

    private void checkTargets(List<TargetConflict> pending, TargetClaim claim, EditRequest edit,
            PipeConfiguration now) {
        List<TargetConflict> conflicts = pending.isEmpty() ? fed.conflictsWith(claim, now.serviceId()) : pending;
        if (!conflicts.isEmpty()) {
            throw TargetConflicts.refusal(conflicts, edit.tablesToAdd(), "tableMappingsToAdd");
        }
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
            case TARGETS_TAKEN, BUSY -> throw new IllegalStateException("a name claims no destination table");
        }
    }

    /**
     * What is stored has no password, so the databases are asked about added tables only when credentials come with them.
     * Without, the pipe's own setup of them finds what is wrong, and puts it into the journal.
     */
    private void checkAdded(EditRequest edit, PipeConfiguration now) {
        if (edit.settings().password() != null) {
            PipeConfiguration then = new ChangedSettings(edit.settings()).appliedTo(now).loading(edit.tablesToAdd());
            List<PreflightFinding> failures = starts.checkAdded(then, PipeCreation.PATIENCE_WITH_CHECKS)
                    .map(PreflightReport::failures).orElse(List.of());
            if (!failures.isEmpty()) {
                throw RefusedException.badRequest(failures);
            }
        }
    }
}
