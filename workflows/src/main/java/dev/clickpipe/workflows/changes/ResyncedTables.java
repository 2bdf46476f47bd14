package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.Optional;

/** The same tables, loaded again. */
public record ResyncedTables(ResyncRequest request) implements Change {
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
        return "resync " + ChangeDescriptions.named(request.tables(), "all tables")
                + ChangeDescriptions.because(request.reason());
    }
}
