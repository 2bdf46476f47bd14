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
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.service.NameReservation;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates a pipe: its name is reserved, source and destination are checked, its workflow is started.
 *
 * <p>Any step may be the last of a process that dies. The same create comes again then, finds the reservation with its
 * pipe id, and goes on from there; two of them at once meet in the same workflow ids.
 */
@Singleton
final class PipeCreation {
    static final Duration PATIENCE_WITH_CHECKS = Duration.ofSeconds(10);

    private final ServiceNames names;
    private final PipeStarts starts;
    private final StoredPipes pipes;
    private final FedTargets fed;
    private final SecretSealer sealer;
    private final BodyDigest digest;
    private final ApiSettings settings;

    PipeCreation(ServiceNames names, PipeStarts starts, StoredPipes pipes, FedTargets fed, SecretSealer sealer,
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
        ReservationAnswer answer = names.reserve(serviceId, new NameReservation(request.name(),
                digest.of(request.canonicalBody().bytes()), UUID.randomUUID()));
        return switch (answer.outcome()) {
            case RESERVED -> begin(serviceId, answer.pipeId(), request);
            case SAME -> pipes.find(serviceId, answer.pipeId())
                    .orElseGet(() -> begin(serviceId, answer.pipeId(), request));
            case TAKEN -> throw taken(request.name(), answer.pipeId());
            case GONE -> throw new IllegalStateException("only a pipe that is renamed can be gone");
        };
    }

    static RefusedException taken(String name, UUID holder) {
        return RefusedException.conflict("name (" + name + "): the ClickPipe " + holder
                + " of this service has that name; choose another one, or delete that ClickPipe");
    }

    private StoredPipe begin(UUID serviceId, UUID pipeId, CreateClickPipe request) {
        PipeConfiguration configuration = request.cascadingByDefault(settings.foreignKeyCascades()).configuration(
                pipeId, serviceId, sealer,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        List<PreflightFinding> failures = new ArrayList<>(fed.findings(configuration, "tableMappings"));
        Optional<PreflightReport> report = starts.check(configuration, PATIENCE_WITH_CHECKS);
        report.map(PreflightReport::failures).ifPresent(failures::addAll);
        if (!failures.isEmpty()) {
            names.release(serviceId, pipeId);
            throw RefusedException.badRequest(failures);
        }
        return starts.start(configuration, report.isPresent())
                .or(() -> pipes.find(serviceId, pipeId))
                .orElseThrow(() -> RefusedException.unavailable(
                        "the ClickPipe that has this name is being deleted; try again in a few seconds"));
    }
}
