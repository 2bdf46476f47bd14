package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.settings.TableName;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;

/**
 * The metric of parents' changes whose cascades are not replicated: {@code clickpipe_unreplicated_cascades_total}, by pipe,
 * child table and foreign key.
 */
public final class CascadeMetrics {
    private static final String NAME = "clickpipe.unreplicated.cascades";

    private final MeterRegistry registry;

    public CascadeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what the destination is past. */
    public void count(UUID pipeId, TableName table, List<UnreplicatedCascade> cascades) {
        for (UnreplicatedCascade cascade : cascades) {
            registry.counter(NAME, "pipe", pipeId.toString(), "schema", table.schema(), "table", table.table(),
                    "foreign_key", cascade.foreignKey()).increment((double) cascade.parentChanges());
        }
    }
}
