package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for partitions of one table.
 *
 * @param after where the last plan ended; null for the first
 * @param firstNumber number of the first partition to plan
 * @param limit most partitions to plan
 */
public record PlanRequest(PipeConfiguration configuration, RoutedTable table, @Nullable KeyBound after, int firstNumber,
        int limit) {}
