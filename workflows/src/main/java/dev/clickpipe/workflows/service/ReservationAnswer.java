package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetConflict;
import java.util.List;
import java.util.UUID;

/**
 * What came of a reservation.
 *
 * @param pipeId the pipe that holds the name now
 * @param conflicts destination tables that others have claimed; none but for {@link Outcome#TARGETS_TAKEN}
 * @param started whether the workflow of that pipe was started: if there is none any more, the name is free
 */
public record ReservationAnswer(Outcome outcome, UUID pipeId, List<TargetConflict> conflicts, boolean started) {
    public ReservationAnswer {
        // Workers of an earlier build give none.
        conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
    }

    /** About a pipe whose workflow was not started yet. */
    public ReservationAnswer(Outcome outcome, UUID pipeId) {
        this(outcome, pipeId, List.of(), false);
    }

    static ReservationAnswer targetsTaken(UUID pipeId, List<TargetConflict> conflicts) {
        return new ReservationAnswer(Outcome.TARGETS_TAKEN, pipeId, conflicts, false);
    }

    /** The ways it can go. */
    public enum Outcome {
        /** The name was free and is held now. */
        RESERVED,
        /** The same create came before: its pipe is the answer. */
        SAME,
        /** Another pipe holds the name. */
        TAKEN,
        /** The pipe to be renamed is not, or no longer, of the service. */
        GONE,
        /** Another pipe has claimed one of the destination tables. */
        TARGETS_TAKEN,
        /** So many tables are claimed at once that there is no room for more. */
        BUSY
    }
}
