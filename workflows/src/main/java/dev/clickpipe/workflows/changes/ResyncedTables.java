package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Optional;

/**
 * The same tables, loaded again.
 *
 * @param retried whether all of them had failed
 */
public record ResyncedTables(ResyncRequest request, boolean retried) implements Change {
    /**
     * What was asked for.
     *
     * @param failed tables of the pipe that failed
     */
    public static ResyncedTables of(ResyncRequest request, List<TableName> failed) {
        return new ResyncedTables(request, !request.tables().isEmpty() && failed.containsAll(request.tables()));
    }

    @Override
    public PipeConfiguration appliedTo(PipeConfiguration configuration) {
        return configuration;
    }

    @Override
    public Optional<ResyncRequest> reload() {
        return Optional.of(request);
    }

    @Override
    public Optional<String> refusalIn(PipeState state, boolean setUp) {
        if (state == PipeState.FAILED) {
            return request.tables().isEmpty()
                    ? Optional.empty()
                    : Optional.of("ClickPipe is Failed: all of its tables have the gap; resync the whole pipe");
        }
        return setUp
                ? Optional.empty()
                : Optional.of("ClickPipe is " + state.wireName() + ": all of it is about to be loaded; "
                        + (state == PipeState.PAUSED || state == PipeState.PAUSING
                                ? "resume it"
                                : "wait until its load has begun"));
    }

    @Override
    public Optional<String> refusal(PipeConfiguration configuration) {
        return ChangeDescriptions.refusalOfUnknown(request.tables(), configuration);
    }

    @Override
    public String sentence() {
        return (retried ? "retry " : "resync ") + ChangeDescriptions.named(request.tables(), "all tables")
                + ChangeDescriptions.because(request.reason());
    }
}
