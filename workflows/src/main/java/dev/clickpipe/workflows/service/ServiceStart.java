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
 * @param claims destination tables that pipes are about to feed; none from runs before there were any
 */
public record ServiceStart(UUID serviceId, List<NameHolding> holdings, @Nullable ScalingFigures figures,
        List<PendingClaim> claims) {
    public ServiceStart {
        holdings = List.copyOf(holdings);
        claims = claims == null ? List.of() : List.copyOf(claims);
    }

    /** Of the first run. */
    public static ServiceStart first(UUID serviceId) {
        return new ServiceStart(serviceId, List.of(), null, List.of());
    }
}
