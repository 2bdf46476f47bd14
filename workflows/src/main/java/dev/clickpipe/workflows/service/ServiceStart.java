package dev.clickpipe.workflows.service;

import java.util.List;
import java.util.UUID;

/**
 * What a run of the service's workflow starts from.
 *
 * @param holdings names held; empty for the first run
 */
public record ServiceStart(UUID serviceId, List<NameHolding> holdings) {
    public ServiceStart {
        holdings = List.copyOf(holdings);
    }
}
