package dev.clickpipe.workflows.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.clickpipe.workflows.failure.PipeError;
import java.time.Duration;
import java.time.Instant;

/** Whether a source still has what follows a position. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({@JsonSubTypes.Type(value = PositionRetention.Safe.class, name = "safe"),
        @JsonSubTypes.Type(value = PositionRetention.Expiring.class, name = "expiring"),
        @JsonSubTypes.Type(value = PositionRetention.Blocked.class, name = "blocked"),
        @JsonSubTypes.Type(value = PositionRetention.Unknown.class, name = "unknown")})
public sealed interface PositionRetention {
    /** It has, and its clock does not run: the file is the one being written, or files are never purged by age. */
    record Safe() implements PositionRetention {}

    /**
     * It has, for a time.
     *
     * @param file the binlog file that the stream goes on in
     * @param until when the server may purge it by itself
     * @param kept how long the server keeps a file; zero when it purges what it does not need itself
     * @param remedy statement that has it keep files twice as long, or for a day when it is zero
     */
    record Expiring(String file, Instant until, Duration kept, String remedy) implements PositionRetention {}

    /** A stream could not go on, for a reason that time does not fix, such as that the position is gone. */
    record Blocked(PipeError error) implements PositionRetention {}

    /** The source did not answer, or does not tell its user; it may, later. */
    record Unknown(PipeError error) implements PositionRetention {}
}
