package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Destination tables that a pipe is about to feed, and that its memo does not show yet.
 *
 * @param pipeId the pipe that is to feed them
 * @param token identifies the request that claims them; the claim ends with it
 * @param database destination database
 * @param targets names of destination tables in the database
 */
public record TargetClaim(UUID pipeId, UUID token, String database, List<String> targets) {
    public TargetClaim {
        targets = targets.stream().distinct().toList();
    }

    /** All destination tables of a pipe. */
    public static TargetClaim of(PipeConfiguration configuration, UUID token) {
        return new TargetClaim(configuration.pipeId(), token, configuration.destinationDatabase(),
                configuration.tables().stream().map(TableMapping::target).toList());
    }

    /** The same for another pipe. */
    public TargetClaim by(UUID pipe) {
        return new TargetClaim(pipe, token, database, targets);
    }

    /** Whether the pipe's configuration has all of the tables, which ends the claim. */
    public boolean shownBy(PipeConfiguration configuration) {
        return configuration.tables().stream().map(TableMapping::target).collect(Collectors.toSet())
                .containsAll(targets);
    }

    /** Which of the tables another pipe feeds, in the order of the claim; none of the claiming pipe's own. */
    public List<TargetConflict> conflictsWith(PipeConfiguration other) {
        if (other.pipeId().equals(pipeId) || !other.destinationDatabase().equals(database)) {
            return List.of();
        }
        Set<String> fed = other.tables().stream().map(TableMapping::target).collect(Collectors.toSet());
        return targets.stream().filter(fed::contains)
                .map(target -> new TargetConflict(target, other.pipeId(), other.name())).toList();
    }
}
