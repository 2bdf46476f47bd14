package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Makes the changes that people asked for, one after the other. */
public final class Reconfiguration {
    private Reconfiguration() {}

    /**
     * Makes all of them, if there are any. To be called while nothing runs.
     *
     * @return names that the pipe goes by since, one after the other
     */
    public static List<String> of(LivePipe pipe) {
        if (!pipe.requests().changeWanted()) {
            return List.of();
        }
        String nameBefore = pipe.configuration().name();
        List<String> names = new ArrayList<>();
        for (Change change : pipe.requests().takeChanges()) {
            PipeConfiguration before = pipe.configuration();
            make(pipe, change);
            if (!pipe.configuration().name().equals(before.name())) {
                names.add(pipe.configuration().name());
            }
        }
        pipe.beginReloadWhenDue();
        if (!pipe.configuration().name().equals(nameBefore)) {
            StatusPublisher.publishName(pipe);
        }
        StatusPublisher.publishConfiguration(pipe);
        return names;
    }

    private static void make(LivePipe pipe, Change change) {
        PipeConfiguration before = pipe.configuration();
        List<ObsoleteTable> shadows = pipe.shadows(before);
        PipeConfiguration changed = change.appliedTo(before);
        pipe.journal().note("Done: " + change.sentence());
        // After each, because a table that is dropped may be added again by the next one.
        pipe.configure(changed);
        change.reload().filter(_ -> pipe.main().isSetUp() || pipe.state() == PipeState.FAILED)
                .ifPresent(pipe::askReload);
        // Of tables that are not loaded any more.
        shadows.removeAll(pipe.shadows(before));
        if (!shadows.isEmpty() && pipe.versions().dropsBeside()) {
            pipe.leftovers().add(shadows);
        }
    }
}
