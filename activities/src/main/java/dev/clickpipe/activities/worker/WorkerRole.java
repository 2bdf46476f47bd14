package dev.clickpipe.activities.worker;

import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker process is for. */
public sealed interface WorkerRole {
    /**
     * Workflows, pre-flight checks, supervision: any number of them, each stands by for the others.
     *
     * @param configurationFile what its children read their settings from too; null without one
     */
    record Control(@Nullable Path configurationFile) implements WorkerRole {}

    /**
     * Set-up, loads and streams of one service's pipes.
     *
     * @param serviceId the service
     * @param untilInputCloses end when standard input closes, so that a supervisor's death is noticed
     * @param slots how much it does at once
     */
    record Service(UUID serviceId, boolean untilInputCloses, WorkerSlots slots) implements WorkerRole {}
}
