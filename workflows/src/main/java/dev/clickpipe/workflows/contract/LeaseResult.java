package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * What a lease leaves behind: how far it came, and why it ended.
 *
 * @param passedLoads destination tables whose {@link Route#loadedUntil} and {@link RoutedTable#seenUntil} the position covers
 */
public record LeaseResult(StreamProgress progress, LeaseEnding ending, List<String> passedLoads) {
    /** A result that was written before it told of loads has none. */
    public LeaseResult {
        passedLoads = passedLoads == null ? List.of() : List.copyOf(passedLoads);
    }
}
