package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Destination tables that pipes are about to feed. A claim is kept until the pipe's memo shows its tables: those of all pipes
 * would be too large for a workflow's memory.
 */
final class TargetClaims {
    /** Half of what Temporal takes as the input of a run, which the claims are a part of. */
    static final int MOST_CHARACTERS = 1_000_000;

    private final List<PendingClaim> claims;

    TargetClaims(List<PendingClaim> earlier) {
        claims = new ArrayList<>(earlier);
    }

    List<PendingClaim> pending() {
        return List.copyOf(claims);
    }

    boolean empty() {
        return claims.isEmpty();
    }

    /** When the next claim ends; empty when none is pending. */
    Optional<Instant> nextDeadline() {
        return claims.stream().map(PendingClaim::until).min(Instant::compareTo);
    }

    /** Ends claims that nobody ended in time. */
    void expire(Instant now) {
        claims.removeIf(pending -> !now.isBefore(pending.until()));
    }

    /** Which tables other pipes have claimed, each once. */
    List<TargetConflict> conflicts(TargetClaim wanted, ReservedNames names) {
        Set<String> targets = new HashSet<>(wanted.targets());
        return claims.stream().map(PendingClaim::claim)
                .filter(other -> !other.pipeId().equals(wanted.pipeId()) && other.database().equals(wanted.database()))
                .flatMap(other -> other.targets().stream().filter(targets::remove)
                        .map(target -> new TargetConflict(target, other.pipeId(),
                                names.nameOf(other.pipeId()).orElse(null))))
                .toList();
    }

    /** Whether it can be kept beside the others. One alone always can: the pipe's own input is as large. */
    boolean haveRoomFor(TargetClaim wanted) {
        return claims.isEmpty() || Stream.concat(claims.stream().map(PendingClaim::claim), Stream.of(wanted))
                .flatMap(claim -> claim.targets().stream()).mapToLong(String::length).sum() <= MOST_CHARACTERS;
    }

    /** Keeps a claim, once if it comes again. */
    void add(PendingClaim claim) {
        release(claim.claim().pipeId(), claim.claim().token());
        claims.add(claim);
    }

    /** Ends a claim; whether it was one of a create. */
    boolean release(UUID pipeId, UUID token) {
        List<PendingClaim> ended = claims.stream()
                .filter(pending -> pending.claim().pipeId().equals(pipeId) && pending.claim().token().equals(token))
                .toList();
        claims.removeAll(ended);
        return ended.stream().anyMatch(PendingClaim::create);
    }

    /** When the last claim of a pipe's creates ends; empty when there is none. */
    Optional<Instant> createsUntil(UUID pipeId) {
        return claims.stream().filter(pending -> pending.create() && pending.claim().pipeId().equals(pipeId))
                .map(PendingClaim::until).max(Instant::compareTo);
    }

    /** The pipe's workflow was started: its memo shows what it was created with. */
    void endCreates(UUID pipeId) {
        claims.removeIf(pending -> pending.create() && pending.claim().pipeId().equals(pipeId));
    }

    /** The pipe is gone. */
    void leave(UUID pipeId) {
        claims.removeIf(pending -> pending.claim().pipeId().equals(pipeId));
    }
}
