package dev.clickpipe.workflows.phases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.temporal.workflow.Workflow;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.RunningWork;

/**
 * Drops what reloads left behind, beside the stream: nobody waits for it. Never beside a reload, which makes tables of the
 * same names.
 */
final class ObsoleteTableCleanup implements RunningWork {
    private final LivePipe pipe;
    private final List<ObsoleteTable> tables;
    private final String named;
    private final Call<Boolean> call;

    private ObsoleteTableCleanup(LivePipe pipe, List<ObsoleteTable> tables, String named, Call<Boolean> call) {
        this.pipe = pipe;
        this.tables = tables;
        this.named = named;
        this.call = call;
    }

    /** Begins, if there is something to drop and nothing keeps it. */
    static void keepUp(LivePipe pipe) {
        List<ObsoleteTable> tables = pipe.leftovers().list();
        if (!tables.isEmpty() && pipe.leftovers().work() == null && pipe.reload() == null
                && !Workflow.getInfo().isContinueAsNewSuggested()) {
            pipe.leftovers().rememberWork(begin(pipe, tables));
        }
    }

    private static ObsoleteTableCleanup begin(LivePipe pipe, List<ObsoleteTable> tables) {
        return new ObsoleteTableCleanup(pipe, tables,
                tables.stream().map(ObsoleteTable::table).collect(Collectors.joining(", ")),
                Call.start(() -> ActivityStubs.clearing(pipe.serviceId(), "Drop what reloads left behind")
                        .dropLeftovers(pipe.configuration(), tables)));
    }

    private static ObsoleteTableCleanup beginWithLoads(LivePipe pipe) {
        return new ObsoleteTableCleanup(pipe, List.of(), "what was being loaded", Call.start(() -> ActivityStubs
                .clearingLoads(pipe.serviceId(), "Drop loaded tables that were not swapped in")
                .dropLoadTables(pipe.configuration())));
    }

    /**
     * The last thing that a pipe does to its tables: whether it is done or not, it ends.
     *
     * @param loading whether a load came to no end
     */
    static void atTheEnd(LivePipe pipe, boolean loading, Duration limit) {
        List<ObsoleteTable> tables = pipe.leftovers().list();
        List<ObsoleteTableCleanup> last = new ArrayList<>();
        if (!tables.isEmpty()) {
            last.add(begin(pipe, tables));
        }
        if (loading && pipe.versions().dropsLoadTables()) {
            last.add(beginWithLoads(pipe));
        }
        if (last.isEmpty()) {
            return;
        }
        if (Timers.await("Drop what nobody reads, if a worker is there", limit,
                () -> last.stream().allMatch(RunningWork::finished))) {
            last.forEach(ObsoleteTableCleanup::settleForGood);
        } else {
            last.forEach(RunningWork::cancel);
            pipe.journal()
                    .note("Left behind: " + last.stream().map(work -> work.named).collect(Collectors.joining(", "))
                            + ". No worker dropped it in time");
        }
    }

    /** Nothing follows that would try once more. */
    private void settleForGood() {
        if (call.result() instanceof CallResult.Failed<Boolean>(PipeError error)) {
            leave(error);
        }
    }

    private void leave(PipeError error) {
        pipe.journal().note("Left behind: " + named + ". " + error.message());
    }

    /** Whether it has ended and {@link #settleEnded} has not seen it. */
    static boolean ended(LivePipe pipe) {
        RunningWork work = pipe.leftovers().work();
        return work != null && work.finished();
    }

    /** Takes in that it has ended, if it has. */
    static void settleEnded(LivePipe pipe) {
        if (ended(pipe)) {
            RunningWork work = Objects.requireNonNull(pipe.leftovers().work());
            pipe.leftovers().rememberWork(null);
            work.settle();
        }
    }

    @Override
    public boolean finished() {
        return call.finished();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    /** What could not be dropped is only in the way of the next reload, which drops it itself or says so. */
    @Override
    public End settle() {
        switch (call.result()) {
            case CallResult.Returned<Boolean> _ -> pipe.leftovers().forget(tables);
            case CallResult.Failed<Boolean>(PipeError error) -> {
                if (error.kind().action() != ErrorKind.Action.RETRY) {
                    pipe.leftovers().forget(tables);
                    leave(error);
                }
            }
            case CallResult.Unanswered<Boolean> _ -> {
                // It was stopped, or nobody was there; another one follows.
            }
        }
        return new End.Well();
    }
}
