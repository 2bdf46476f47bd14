package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.settings.ScalingFigures;

/**
 * The figures of a service as the contract shows them.
 *
 * @param replicaCpuMillicores thousandths of a core
 * @param replicaMemoryGb GiB
 */
public record ScalingAnswer(int replicaCpuMillicores, int replicaMemoryGb) {
    public static ScalingAnswer of(ScalingFigures figures) {
        return new ScalingAnswer(figures.replicaCpuMillicores(), figures.replicaMemoryGb());
    }
}
