package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change of what a person configured, asked for and not made yet. */
public sealed interface Change permits AddedTables, ChangedName, ChangedSettings, DroppedTables, ResyncedTables {
    /** What the pipe's configuration becomes. */
    PipeConfiguration appliedTo(PipeConfiguration configuration);

    /**
     * Why a pipe in a state cannot make it, the state first, the remedy last; empty when it can.
     *
     * @param state none of those of a pipe that is being deleted
     * @param setUp whether the pipe has tables to read
     */
    default Optional<String> refusalIn(PipeState state, boolean setUp) {
        return Optional.empty();
    }

    /** What is wrong with it, and what would be right; empty when nothing is. */
    Optional<String> refusal(PipeConfiguration configuration);

    /** What is to be loaded because of it, beside what is there. */
    default Optional<ResyncRequest> reload() {
        return Optional.empty();
    }

    /** Whether all is so already. */
    default boolean changesNothing(PipeConfiguration configuration) {
        if (reload().isPresent()) {
            return false;
        }
        PipeConfiguration then = appliedTo(configuration);
        return then.name().equals(configuration.name()) && then.source().equals(configuration.source())
                && then.replication().equals(configuration.replication())
                && then.tables().equals(configuration.tables());
    }

    /** What it does, behind "Asked to". */
    String sentence();

    /** What an edit asks for, in the order in which it is made: tables are dropped before others take their targets. */
    static List<Change> of(EditRequest edit) {
        List<Change> changes = new ArrayList<>();
        if (edit.name() != null) {
            changes.add(new ChangedName(edit.name(), edit.reason()));
        }
        if (!edit.settings().changesNothing()) {
            changes.add(new ChangedSettings(edit.settings().because(edit.reason())));
        }
        if (!edit.tablesToDrop().isEmpty()) {
            changes.add(new DroppedTables(new DropTablesRequest(edit.tablesToDrop(), edit.reason())));
        }
        if (!edit.tablesToAdd().isEmpty()) {
            changes.add(new AddedTables(new AddTablesRequest(edit.tablesToAdd(), edit.reason())));
        }
        return changes;
    }
}
