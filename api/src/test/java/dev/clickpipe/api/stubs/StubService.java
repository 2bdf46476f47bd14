package dev.clickpipe.api.stubs;

import dev.clickpipe.workflows.service.NameReservation;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.service.ServicePipes;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps names as long as nobody lets them go. */
public final class StubService implements ServiceWorkflow {
    private final Map<String, NameReservation> names = new LinkedHashMap<>();

    @Override
    public void run(ServiceStart start) {
        Workflow.await(() -> false);
    }

    @Override
    public ReservationAnswer reserve(NameReservation reservation) {
        NameReservation held = names.putIfAbsent(reservation.name(), reservation);
        publish();
        if (held == null) {
            return new ReservationAnswer(ReservationAnswer.Outcome.RESERVED, reservation.pipeId());
        }
        boolean same = held.bodyDigest().equals(reservation.bodyDigest());
        return new ReservationAnswer(same ? ReservationAnswer.Outcome.SAME : ReservationAnswer.Outcome.TAKEN,
                held.pipeId());
    }

    @Override
    public ReservationAnswer rename(PipeMembership renamed) {
        NameReservation held = names.get(renamed.pipeName());
        if (held != null) {
            return new ReservationAnswer(ReservationAnswer.Outcome.TAKEN, held.pipeId());
        }
        if (names.values().stream().noneMatch(one -> one.pipeId().equals(renamed.pipeId()))) {
            return new ReservationAnswer(ReservationAnswer.Outcome.GONE, renamed.pipeId());
        }
        names.put(renamed.pipeName(), new NameReservation(renamed.pipeName(), "", renamed.pipeId()));
        return new ReservationAnswer(ReservationAnswer.Outcome.RESERVED, renamed.pipeId());
    }

    @Override
    public void giveUpName(PipeMembership membership) {
        names.remove(membership.pipeName());
    }

    @Override
    public void release(UUID pipeId) {
        leave(pipeId);
    }

    @Override
    public ScalingFigures scale(ScalingFigures figures) {
        Workflow.upsertMemo(Map.of(SCALING_MEMO, figures));
        return figures;
    }

    @Override
    public void checkScale(ScalingFigures figures) {
        if (!figures.offered()) {
            throw new IllegalArgumentException("only a mistake of the API's brings such figures here");
        }
    }

    @Override
    public void join(PipeMembership membership) {
        names.values().removeIf(held -> held.pipeId().equals(membership.pipeId())
                && !held.name().equals(membership.pipeName()));
    }

    @Override
    public void leave(UUID pipeId) {
        names.values().removeIf(held -> held.pipeId().equals(pipeId));
        publish();
    }

    @Override
    public ServicePipes describe() {
        return new ServicePipes(names.values().stream().map(NameReservation::pipeId).distinct().toList());
    }

    private void publish() {
        Workflow.upsertMemo(Map.of(ServicePipes.MEMO, describe()));
    }

    /** Everything there is to register. */
    public static List<Class<?>> workflows() {
        return List.of(StubService.class, StubPreflight.class, StubPipe.class);
    }
}
