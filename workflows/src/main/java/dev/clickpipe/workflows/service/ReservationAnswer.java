package dev.clickpipe.workflows.service;

import java.util.UUID;

/**
 * What came of a reservation.
 *
 * @param pipeId the pipe that holds the name now
 */
public record ReservationAnswer(Outcome outcome, UUID pipeId) {
    /** The ways it can go. */
    public enum Outcome {
        /** The name was free and is held now. */
        RESERVED,
        /** The same create came before: its pipe is the answer. */
        SAME,
        /** Another pipe holds the name. */
        TAKEN,
        /** The pipe to be renamed is not, or no longer, of the service. */
        GONE
    }
}
