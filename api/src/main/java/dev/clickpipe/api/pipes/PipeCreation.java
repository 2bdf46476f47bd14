package dev.clickpipe.api.pipes;

import dev.clickpipe.api.ApiSettings;
import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.PipeStarts;
import dev.clickpipe.api.temporal.ServiceNames;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.api.wire.CreateClickPipe;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.service.NameReservation;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates a pipe: its name and destination tables are reserved, source and destination are checked, its workflow is started.
 *
 * <p>Any step may be the last of a process that dies. The same create comes again then, finds the reservation with its
 * pipe id, and goes on from there; two of them at once meet in the same workflow ids.
 */
@Singleton
final class PipeCreation {
    private static final String TABLES = "tableMappings";
    static final Duration PATIENCE_WITH_CHECKS = Duration.ofSeconds(10);

    private final ServiceNames names;
    private final PipeStarts starts;
    private final StoredPipes pipes;
    private final TargetConflicts fed;
    private final SecretSealer sealer;
    private final BodyDigest digest;
    private final ApiSettings settings;

    PipeCreation(ServiceNames names, PipeStarts starts, StoredPipes pipes, TargetConflicts fed, SecretSealer sealer,
            BodyDigest digest, ApiSettings settings) {
        this.settings = settings;
        this.names = names;
        this.starts = starts;
        this.pipes = pipes;
        this.fed = fed;
        this.sealer = sealer;
        this.digest = digest;
    }

    StoredPipe create(UUID serviceId, CreateClickPipe request) {
        UUID pipeId = UUID.randomUUID();
        TargetClaim claim = new TargetClaim(pipeId, UUID.randomUUID(), request.destinationDatabase(),
                request.tables().stream().map(TableMapping::target).toList());
        ReservationAnswer answer = names.reserve(serviceId, new NameReservation(request.name(),
                digest.of(request.canonicalBody().bytes()), pipeId, claim));
        return switch (answer.outcome()) {
            case RESERVED -> begin(serviceId, claim, request);
            case SAME -> pipes.find(serviceId, answer.pipeId()).map(pipe -> found(pipe, answer))
                    .orElseGet(() -> begin(serviceId, claim.by(answer.pipeId()), request));
            case TAKEN -> throw taken(request.name(), answer.pipeId());
            case TARGETS_TAKEN -> throw TargetConflicts.refusal(answer.conflicts(), request.tables(), TABLES);
            case BUSY -> throw TargetConflicts.busy();
            case GONE -> throw new IllegalStateException("only a pipe that is renamed can be gone");
        };
    }

    /** The API that started it may have died before the service heard of it. */
    private StoredPipe found(StoredPipe pipe, ReservationAnswer answer) {
        if (!answer.started()) {
            names.started(pipe.configuration().serviceId(), answer.pipeId());
        }
        return pipe;
    }

    static RefusedException taken(String name, UUID holder) {
        return RefusedException.conflict("name (" + name + "): the ClickPipe " + holder
                + " of this service has that name; choose another one, or delete that ClickPipe");
    }

    private StoredPipe begin(UUID serviceId, TargetClaim claim, CreateClickPipe request) {
        UUID pipeId = claim.pipeId();
        List<TargetConflict> conflicts = fed.conflictsWith(claim, serviceId);
        if (!conflicts.isEmpty()) {
            names.release(serviceId, pipeId, claim.token());
            throw TargetConflicts.refusal(conflicts, request.tables(), TABLES);
        }
        PipeConfiguration configuration = request.cascadingByDefault(settings.foreignKeyCascades()).configuration(
                pipeId, serviceId, sealer,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Optional<PreflightReport> report = starts.check(configuration, PATIENCE_WITH_CHECKS);
        List<PreflightFinding> failures = report.map(PreflightReport::failures).orElse(List.of());
        if (!failures.isEmpty()) {
            names.release(serviceId, pipeId, claim.token());
            throw RefusedException.badRequest(failures);
        }
        Optional<StoredPipe> started = starts.start(configuration, report.isPresent());
        started.ifPresent(_ -> names.started(serviceId, pipeId));
        return started.or(() -> pipes.find(serviceId, pipeId))
                .orElseThrow(() -> RefusedException.unavailable(
                        "the ClickPipe that has this name is being deleted; try again in a few seconds"));
    }
}
