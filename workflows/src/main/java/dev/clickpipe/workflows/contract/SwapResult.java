package dev.clickpipe.workflows.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.failure.PipeError;

/**
 * What came of putting loaded tables where they belong.
 *
 * @param tables the loaded tables under the names that people read
 * @param replaced what the pipe had there before, and where it is now, to be dropped
 * @param kept names of tables that deleted pipes had filled, and that were put beside; nobody drops them
 * @param trouble an error that another attempt may not meet, so that it is shown while that is waited for; null when all
 * are in place
 */
public record SwapResult(List<RoutedTable> tables, List<ObsoleteTable> replaced, List<String> kept,
        @Nullable PipeError trouble) {
    /** A result that was written before it told of such has none. */
    public SwapResult {
        tables = List.copyOf(tables);
        replaced = List.copyOf(replaced);
        kept = kept == null ? List.of() : List.copyOf(kept);
    }

    /** Not all are in place yet. */
    public static SwapResult troubled(PipeError error) {
        return new SwapResult(List.of(), List.of(), List.of(), error);
    }
}
