package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.service.ReservationAnswer.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Name and destination tables of a pipe that is created are reserved together: both or none. */
final class Reservations {
    private final ReservedNames names;
    private final TargetClaims claims;

    Reservations(ReservedNames names, TargetClaims claims) {
        this.names = names;
        this.claims = claims;
    }

    ReservationAnswer reserve(NameReservation reservation, Instant now) {
        claims.expire(now);
        ReservationAnswer answer = names.reserve(reservation, now);
        // What a pipe feeds whose workflow was started, its memo shows.
        if (reservation.claim() == null || answer.outcome() == Outcome.TAKEN || answer.started()) {
            return answer;
        }
        ReservationAnswer claimed = claim(reservation.claim().by(answer.pipeId()), true, now);
        if (claimed.outcome() == Outcome.RESERVED) {
            return answer;
        }
        if (answer.outcome() == Outcome.RESERVED) {
            names.release(answer.pipeId());
        }
        return claimed;
    }

    /** Claims tables that a pipe is to feed besides: those that no other pipe has claimed. */
    ReservationAnswer claimAdded(TargetClaim wanted, Instant now) {
        claims.expire(now);
        return claim(wanted, false, now);
    }

    private ReservationAnswer claim(TargetClaim wanted, boolean create, Instant now) {
        List<TargetConflict> conflicts = claims.conflicts(wanted, names);
        if (!conflicts.isEmpty() && create) {
            return ReservationAnswer.targetsTaken(wanted.pipeId(), conflicts);
        }
        List<String> taken = conflicts.stream().map(TargetConflict::target).toList();
        TargetClaim free = new TargetClaim(wanted.pipeId(), wanted.token(), wanted.database(),
                wanted.targets().stream().filter(target -> !taken.contains(target)).toList());
        if (!claims.haveRoomFor(free)) {
            return new ReservationAnswer(Outcome.BUSY, wanted.pipeId());
        }
        claims.add(new PendingClaim(free, create, now.plus(ReservedNames.HOLD)));
        return conflicts.isEmpty()
                ? new ReservationAnswer(Outcome.RESERVED, wanted.pipeId())
                : ReservationAnswer.targetsTaken(wanted.pipeId(), conflicts);
    }

    /**
     * A request is over: its claim ends, and with the last create of a pipe that was never started the hold of its name.
     *
     * @param token of the request; null from an API that gave none, which means all of the pipe's creates
     */
    void release(UUID pipeId, @Nullable UUID token) {
        if (token == null) {
            claims.endCreates(pipeId);
            names.release(pipeId);
        } else if (claims.release(pipeId, token)) {
            claims.createsUntil(pipeId).ifPresentOrElse(until -> names.holdUntil(pipeId, until),
                    () -> names.release(pipeId));
        }
    }
}
