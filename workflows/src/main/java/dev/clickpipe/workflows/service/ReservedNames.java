package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.service.ReservationAnswer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Which pipe holds which name. */
final class ReservedNames {
    /** Longer than any client repeats a create; a name that no pipe came for is free again afterwards. */
    static final Duration HOLD = Duration.ofMinutes(10);

    private final List<NameHolding> holdings;

    ReservedNames(List<NameHolding> earlier) {
        holdings = new ArrayList<>(earlier);
    }

    List<NameHolding> holdings() {
        return List.copyOf(holdings);
    }

    ServicePipes pipes() {
        return new ServicePipes(holdings.stream().map(NameHolding::pipeId).distinct().toList());
    }

    boolean empty() {
        return holdings.isEmpty();
    }

    boolean anyJoined() {
        return holdings.stream().anyMatch(NameHolding::joined);
    }

    /** When the next hold ends; empty when none does by itself. */
    Optional<Instant> nextDeadline() {
        return holdings.stream().map(NameHolding::heldUntil).filter(Objects::nonNull).min(Instant::compareTo);
    }

    /** Ends holds that no pipe joined in time; whether there were any. */
    boolean letGo(Instant now) {
        return holdings.removeIf(
                holding -> !holding.joined() && holding.heldUntil() != null && !now.isBefore(holding.heldUntil()));
    }

    ReservationAnswer reserve(NameReservation reservation, Instant now) {
        NameHolding wanted = new NameHolding(reservation.name(), reservation.bodyDigest(), reservation.pipeId(), false,
                now.plus(HOLD), false);
        Optional<NameHolding> held = named(reservation.name());
        if (held.isEmpty()) {
            holdings.add(wanted);
            return new ReservationAnswer(Outcome.RESERVED, reservation.pipeId());
        }
        NameHolding holding = held.get();
        boolean same = holding.bodyDigest().equals(reservation.bodyDigest());
        if (same && !holding.hasPipe()) {
            holdings.set(holdings.indexOf(holding), holding.until(now.plus(HOLD)));
        }
        return answer(same ? Outcome.SAME : Outcome.TAKEN, holding);
    }

    private static ReservationAnswer answer(Outcome outcome, NameHolding holding) {
        return new ReservationAnswer(outcome, holding.pipeId(), List.of(), holding.hasPipe());
    }

    /**
     * A pipe holds another name beside its own until it goes by it, or gives it up. One that has left holds nothing any
     * more, or it would for ever.
     */
    ReservationAnswer rename(PipeMembership renamed) {
        UUID pipeId = renamed.pipeId();
        if (holdings.stream().noneMatch(holding -> holding.pipeId().equals(pipeId))) {
            return new ReservationAnswer(Outcome.GONE, pipeId);
        }
        Optional<NameHolding> held = named(renamed.pipeName());
        if (held.isEmpty()) {
            holdings.add(new NameHolding(renamed.pipeName(), "", pipeId, false, null, false));
            return new ReservationAnswer(Outcome.RESERVED, pipeId);
        }
        return answer(held.get().pipeId().equals(pipeId) ? Outcome.SAME : Outcome.TAKEN, held.get());
    }

    /** A pipe does not go by a name that it held beside its own. */
    void giveUp(PipeMembership refused) {
        holdings.removeIf(holding -> !holding.hasPipe() && holding.name().equals(refused.pipeName())
                && holding.pipeId().equals(refused.pipeId()));
    }

    /** Lets the name of a pipe go that never came. */
    void release(UUID pipeId) {
        holdings.removeIf(holding -> !holding.hasPipe() && holding.pipeId().equals(pipeId));
    }

    /** Another create holds the name of a pipe that never came, until then. */
    void holdUntil(UUID pipeId, Instant until) {
        holdings.replaceAll(
                holding -> neverCame(holding, pipeId) ? holding.until(until) : holding);
    }

    /** The pipe's workflow was started: from now on its end alone ends the hold. */
    void started(UUID pipeId) {
        holdings.replaceAll(holding -> neverCame(holding, pipeId) ? holding.ofStarted() : holding);
    }

    private static boolean neverCame(NameHolding holding, UUID pipeId) {
        return holding.pipeId().equals(pipeId) && !holding.hasPipe() && holding.heldUntil() != null;
    }

    /**
     * The pipe lives, and goes by this name: the one that it had before is free. One that nobody reserved a name for is taken
     * as it is: it exists.
     */
    void join(PipeMembership membership) {
        String name = membership.pipeName();
        UUID pipeId = membership.pipeId();
        String digest = named(name).filter(holding -> holding.pipeId().equals(pipeId)).map(NameHolding::bodyDigest)
                .orElse("");
        int place = IntStream.range(0, holdings.size()).filter(index -> holdings.get(index).pipeId().equals(pipeId))
                .findFirst().orElse(holdings.size());
        holdings.add(place, new NameHolding(name, digest, pipeId, true, null, false));
        holdings.subList(place + 1, holdings.size()).removeIf(holding -> holding.pipeId().equals(pipeId)
                && (holding.hasPipe() || holding.heldUntil() != null || holding.name().equals(name)));
    }

    void leave(UUID pipeId) {
        holdings.removeIf(holding -> holding.pipeId().equals(pipeId));
    }

    /** The first name that a pipe holds. */
    Optional<String> nameOf(UUID pipeId) {
        return holdings.stream().filter(holding -> holding.pipeId().equals(pipeId)).map(NameHolding::name).findFirst();
    }

    private Optional<NameHolding> named(String name) {
        return holdings.stream().filter(holding -> holding.name().equals(name)).findFirst();
    }
}
