package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.changes.AddedTables;
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.changes.DroppedTables;
import dev.clickpipe.workflows.changes.ResyncedTables;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person can ask of a pipe, in the order in which it is offered. */
public enum Operation {
    RETRY_TABLES("retryTables"), //
    RESUME("resume"), //
    PAUSE("pause"), //
    RESYNC("resync"), //
    ADD_TABLES("addTables"), //
    DROP_TABLES("dropTables"), //
    UPDATE_SETTINGS("updateSettings"), //
    DELETE("delete");

    private final String signal;

    Operation(String signal) {
        this.signal = signal;
    }

    /** The names of all. */
    public static String signals() {
        return Stream.of(values()).map(Operation::signal).collect(Collectors.joining(", "));
    }

    /** Name of its signal and update. */
    public String signal() {
        return signal;
    }

    /** Those that do something now. */
    static List<Operation> offered(LivePipe pipe) {
        return Arrays.stream(values()).filter(operation -> operation.refusal(pipe).isEmpty())
                .filter(operation -> operation != PAUSE || !pipe.requests().pauseWanted()).toList();
    }

    /** Why the pipe cannot do it now, whatever it is about: its state, the reason, and what would work; empty when it can. */
    public Optional<String> refusal(LivePipe pipe) {
        PipeState state = pipe.state();
        return switch (this) {
            case RETRY_TABLES -> pipe.problems().any() || state.deleted() || pipe.requests().deleteWanted()
                    ? refusal(pipe,
                            ResyncedTables.of(new ResyncRequest(pipe.problems().tables(), null),
                                    pipe.problems().tables()))
                    : Optional.of("ClickPipe is " + state.wireName()
                            + ": no table of the pipe failed; resync loads tables again that did not");
            case RESUME -> pipe.requests().refusalOfResume(state);
            case PAUSE -> pipe.requests().refusalOfPause(state);
            case RESYNC -> refusal(pipe, ResyncedTables.of(new ResyncRequest(List.of(), null), List.of()));
            case ADD_TABLES -> refusal(pipe, new AddedTables(new AddTablesRequest(List.of(), null)));
            case DROP_TABLES -> refusal(pipe, new DroppedTables(new DropTablesRequest(List.of(), null)));
            case UPDATE_SETTINGS -> refusal(pipe, new ChangedSettings(UpdateSettingsRequest.nothing()));
            case DELETE -> state.deleted() ? Optional.of(Requests.beingDeleted(state)) : Optional.empty();
        };
    }

    private static Optional<String> refusal(LivePipe pipe, Change change) {
        return pipe.requests().refusalIn(pipe.state(), change, pipe.main().isSetUp());
    }
}
