package dev.clickpipe.workflows.testing;

import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.contract.PreflightActivities;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.contract.ProvisionerActivities;
import dev.clickpipe.workflows.contract.RetentionActivities;
import dev.clickpipe.workflows.contract.ServiceActivities;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Activities of the control queue. */
public final class FakeControl
        implements
            PreflightActivities,
            RetentionActivities,
            ServiceActivities,
            ProvisionerActivities {
    /** What the checks find. */
    public volatile List<PreflightFinding> findings = List.of();
    /** What looks after positions find. */
    public volatile PositionRetention outlook = new PositionRetention.Safe();
    /** Whether a look takes until this is false again. */
    public volatile boolean lookBlocked;
    /** Positions that were looked after. */
    public final List<Position> looks = new CopyOnWriteArrayList<>();
    /** Whether a supervisor ends at once, by itself. */
    public volatile boolean supervisorEnds;
    /** Whether every attempt of a supervisor fails, so that no activity at work keeps time from skipping. */
    public volatile boolean supervisorFails;
    /** Pipes that joined and did not leave. */
    public final Set<UUID> joined = ConcurrentHashMap.newKeySet();
    /** Names that pipes joined by, one after the other. */
    public final List<String> names = new CopyOnWriteArrayList<>();
    /** Destination tables that other pipes feed, and which. */
    public final Map<String, UUID> feeders = new ConcurrentHashMap<>();
    /** Whether a claim takes until this is false again. */
    public volatile boolean claimBlocked;
    /** Claims of destination tables. */
    public final List<TargetClaim> claims = new CopyOnWriteArrayList<>();
    /** Tokens of claims that were ended. */
    public final List<UUID> ended = new CopyOnWriteArrayList<>();
    /** Supervisors at work. */
    public final AtomicInteger supervisors = new AtomicInteger();
    /** Figures that each supervisor was started with. */
    public final List<Optional<ScalingFigures>> supervisedWith = new CopyOnWriteArrayList<>();
    /** Supervisors ever started. */
    public final AtomicInteger supervisorsStarted = new AtomicInteger();

    @Override
    public PreflightReport check(PipeConfiguration configuration, boolean added) {
        return new PreflightReport(findings, List.of());
    }

    @Override
    public PositionRetention look(PipeConfiguration configuration, Position position) {
        looks.add(position);
        while (lookBlocked) {
            FakeHeartbeats.rest();
        }
        return outlook;
    }

    @Override
    public void join(UUID serviceId, UUID pipeId, String pipeName) {
        joined.add(pipeId);
        names.add(pipeName);
    }

    @Override
    public List<TargetConflict> claim(UUID serviceId, TargetClaim claim) {
        claims.add(claim);
        while (claimBlocked) {
            FakeHeartbeats.rest();
        }
        return feeders.entrySet().stream().filter(fed -> claim.targets().contains(fed.getKey()))
                .map(fed -> new TargetConflict(fed.getKey(), fed.getValue(), "another")).toList();
    }

    @Override
    public void endClaim(UUID serviceId, UUID pipeId, UUID token) {
        ended.add(token);
    }

    @Override
    public void leave(UUID serviceId, UUID pipeId) {
        joined.remove(pipeId);
    }

    @Override
    public void supervise(UUID serviceId, @Nullable ScalingFigures figures) {
        supervisedWith.add(Optional.ofNullable(figures));
        supervisorsStarted.incrementAndGet();
        if (supervisorEnds) {
            return;
        }
        if (supervisorFails) {
            throw new IllegalStateException("this supervisor fails for a test");
        }
        supervisors.incrementAndGet();
        try {
            FakeHeartbeats.until(Activity.getExecutionContext(), () -> serviceId, () -> false);
        } finally {
            supervisors.decrementAndGet();
        }
    }
}
