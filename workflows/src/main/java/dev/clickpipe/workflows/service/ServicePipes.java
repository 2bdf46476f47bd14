package dev.clickpipe.workflows.service;

import java.util.List;
import java.util.UUID;

/**
 * The pipes of a service, in its workflow's memo, so that the list can be read while no worker runs.
 *
 * @param pipeIds in the order of creation
 */
public record ServicePipes(List<UUID> pipeIds) {
    /** Memo key of this record. */
    public static final String MEMO = "pipes";

    public ServicePipes {
        pipeIds = List.copyOf(pipeIds);
    }
}
