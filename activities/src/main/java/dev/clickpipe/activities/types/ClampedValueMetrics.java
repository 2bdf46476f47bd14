package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.settings.TableName;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;

/** The metric of values that the destination could not hold: {@code clickpipe_values_out_of_range_total}, by pipe, table and column. */
public final class ClampedValueMetrics {
    private static final String NAME = "clickpipe.values.out.of.range";

    private final MeterRegistry registry;

    public ClampedValueMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what the destination has acknowledged. */
    public void count(UUID pipeId, TableName table, List<ColumnLoss> losses) {
        for (ColumnLoss loss : losses) {
            registry.counter(NAME, "pipe", pipeId.toString(), "schema", table.schema(), "table", table.table(),
                    "column", loss.column()).increment((double) loss.values());
        }
    }
}
