package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/** What an error that needs a person means: for one table, for what is loaded beside the others, or for the pipe. */
public final class FailurePolicy {
    private FailurePolicy() {}

    /** Work of a lane ended by such an error; see {@link #of(LivePipe, Lane, List)}. */
    public static Optional<PipeEvent> of(LivePipe pipe, ReplicationLane lane, PipeError why) {
        return of(pipe, lane, List.of(why));
    }

    /**
     * Work of a lane ended by such errors.
     *
     * @param errors one; or several, each about a table of its own
     * @return what they mean for the pipe; nothing when the others go on as if nothing were
     */
    public static Optional<PipeEvent> of(LivePipe pipe, ReplicationLane lane, List<PipeError> errors) {
        TableResync reload = pipe.reload();
        ReplicationLane main = pipe.main();
        if (reload != null && reload.lane() == lane && (reload.joins() || main.loaded())) {
            giveUp(pipe, reload, errors);
            return Optional.of(main.hasPosition()
                    ? PipeEvent.GIVEN_UP
                    : CompletionState.of(pipe, PipeEvent.LEFT_COMPLETED));
        }
        for (PipeError error : errors) {
            Optional<PipeEvent> event = ofOwnTable(pipe, lane, error);
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    private static Optional<PipeEvent> ofOwnTable(LivePipe pipe, ReplicationLane lane, PipeError why) {
        ReplicationLane main = pipe.main();
        TableName table = why.table();
        if (lane != main || table == null || why.kind().action() != ErrorKind.Action.FAIL_TABLE
                || main.tables().stream().noneMatch(routed -> routed.source().equals(table))
                || Workflow.getVersion("the others go on without a table", Workflow.DEFAULT_VERSION,
                        1) == Workflow.DEFAULT_VERSION) {
            return Optional.of(pipe.fail(why));
        }
        pipe.quarantine(table, why);
        return Optional.empty();
    }

    /** Tables that were never loaded leave the pipe, others are as they were; what is not to blame is loaded without them. */
    private static void giveUp(LivePipe pipe, TableResync reload, List<PipeError> errors) {
        List<TableName> left = errors.stream().flatMap(why -> blamed(pipe, reload, why).stream()).distinct().toList();
        List<TableName> others = reload.tables().stream().filter(name -> !left.contains(name)).toList();
        List<TableName> never = pipe.neverCopied(left);
        for (PipeError why : errors) {
            List<TableName> blamed = blamed(pipe, reload, why);
            List<TableName> without = never.stream().filter(blamed::contains).toList();
            pipe.journal()
                    .note("Not loaded: " + TableResync.sentence(blamed) + ". " + why.withRemedy()
                            + (without.isEmpty()
                                    ? ""
                                    : " The pipe continues without " + TableResync.sentence(without) + "."));
            pipe.stillBroken(blamed, why);
        }
        pipe.giveUpReload();
        if (!others.isEmpty()) {
            pipe.askReload(new ResyncRequest(others, null));
        }
        if (!never.isEmpty()) {
            pipe.leaveOut(never);
        }
        StatusPublisher.publishConfiguration(pipe);
    }

    /** Tables of a reload that an error keeps from being loaded: the one it is about, with those that it shares targets with. */
    private static List<TableName> blamed(LivePipe pipe, TableResync reload, PipeError why) {
        TableName table = why.table();
        if (table == null || why.kind().action() != ErrorKind.Action.FAIL_TABLE || !reload.tables().contains(table)) {
            return reload.tables();
        }
        List<TableName> blamed = TableResyncs.withThoseThatShare(List.of(table), pipe.configuration());
        boolean alone = blamed.containsAll(reload.tables()) || !pipe.versions().loadsWithoutOne();
        return alone ? reload.tables() : blamed;
    }
}
