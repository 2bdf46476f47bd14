package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.service.ReservationAnswer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Which pipe holds which name. */
final class Names {
    /** Longer than any client repeats a create; a name that no pipe came for is free again afterwards. */
    static final Duration HOLD = Duration.ofMinutes(10);

    private final Map<UUID, NameHolding> holdings = new LinkedHashMap<>();

    Names(List<NameHolding> earlier) {
        earlier.forEach(holding -> holdings.put(holding.pipeId(), holding));
    }

    List<NameHolding> holdings() {
        return List.copyOf(holdings.values());
    }

    ServicePipes pipes() {
        return new ServicePipes(List.copyOf(holdings.keySet()));
    }

    boolean empty() {
        return holdings.isEmpty();
    }

    boolean anyJoined() {
        return holdings.values().stream().anyMatch(NameHolding::joined);
    }

    /** When the next hold ends; empty when all have joined. */
    Optional<Instant> nextDeadline() {
        return holdings.values().stream().map(NameHolding::heldUntil).filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /** Ends holds that no pipe joined in time; whether there were any. */
    boolean letGo(Instant now) {
        return holdings.values().removeIf(
                holding -> !holding.joined() && holding.heldUntil() != null && !now.isBefore(holding.heldUntil()));
    }

    ReservationAnswer reserve(NameReservation reservation, Instant now) {
        Optional<NameHolding> held = holdings.values().stream()
                .filter(holding -> holding.name().equals(reservation.name())).findFirst();
        if (held.isPresent()) {
            NameHolding holding = held.get();
            boolean same = holding.bodyDigest().equals(reservation.bodyDigest());
            if (same && !holding.joined()) {
                hold(holding.name(), holding.bodyDigest(), holding.pipeId(), now);
            }
            return new ReservationAnswer(same ? Outcome.SAME : Outcome.TAKEN, holding.pipeId());
        }
        hold(reservation.name(), reservation.bodyDigest(), reservation.pipeId(), now);
        return new ReservationAnswer(Outcome.RESERVED, reservation.pipeId());
    }

    /** A pipe that has left holds nothing any more, or it would for ever. */
    ReservationAnswer rename(PipeMembership renamed) {
        NameHolding held = holdings.get(renamed.pipeId());
        if (held == null) {
            return new ReservationAnswer(Outcome.GONE, renamed.pipeId());
        }
        Optional<NameHolding> other = holdings.values().stream()
                .filter(holding -> holding.name().equals(renamed.pipeName()) && !holding.equals(held)).findFirst();
        if (other.isPresent()) {
            return new ReservationAnswer(Outcome.TAKEN, other.get().pipeId());
        }
        holdings.put(renamed.pipeId(), new NameHolding(renamed.pipeName(), held.bodyDigest(), renamed.pipeId(),
                held.joined(), held.heldUntil()));
        return new ReservationAnswer(Outcome.RESERVED, renamed.pipeId());
    }

    private void hold(String name, String digest, UUID pipeId, Instant now) {
        holdings.put(pipeId, new NameHolding(name, digest, pipeId, false, now.plus(HOLD)));
    }

    /** Lets a name go, unless its pipe lives. */
    void release(UUID pipeId) {
        holdings.computeIfPresent(pipeId, (id, holding) -> holding.joined() ? holding : null);
    }

    /**
     * The pipe lives. One that nobody reserved a name for is taken as it is: it exists. A name that is held stays, because
     * the pipe may not know yet that it has another one.
     */
    void join(PipeMembership membership) {
        NameHolding held = holdings.get(membership.pipeId());
        String name = held == null ? membership.pipeName() : held.name();
        String digest = held == null ? "" : held.bodyDigest();
        holdings.put(membership.pipeId(), new NameHolding(name, digest, membership.pipeId(), true, null));
    }

    void leave(UUID pipeId) {
        holdings.remove(pipeId);
    }
}
