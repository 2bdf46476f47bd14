package dev.clickpipe.activities.clickhouse;

import java.util.UUID;

/** Tells a copy that a pipe writes from one that a deleted pipe left. */
@FunctionalInterface
public interface ActivePipes {
    /** Whether the pipe's workflow is open. Of a pipe on another Temporal nothing is known. */
    boolean contain(UUID pipeId);
}
