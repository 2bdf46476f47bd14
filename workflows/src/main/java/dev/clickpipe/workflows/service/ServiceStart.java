package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.settings.ScalingFigures;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the service's workflow starts from.
 *
 * @param holdings names held; empty for the first run
 * @param figures how large the service's workers are; null when nobody said
 */
public record ServiceStart(UUID serviceId, List<NameHolding> holdings, @Nullable ScalingFigures figures) {
    public ServiceStart {
        holdings = List.copyOf(holdings);
    }

    /** Of the first run. */
    public static ServiceStart first(UUID serviceId) {
        return new ServiceStart(serviceId, List.of(), null);
    }
}
