package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.ObsoleteTables;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.RunningWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Stopping: what runs is cancelled and waited for, then the service is left and the name is free. */
final class StoppingPhase implements Phase {
    /** A lease finishes its batch in seconds, a dead one is given up after its heartbeat timeout. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** With a worker it takes a second; without one, shadows stay, and who loads into one of the names is told of it. */
    private static final Duration LONGEST_CLEARING = Duration.ofSeconds(10);

    /** Only these are loaded somewhere else than where they are read. */
    private static boolean appends(ReplicationLane lane) {
        return lane.tables().stream().flatMap(table -> table.routes().stream())
                .anyMatch(route -> route.generation() != null);
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        List<RunningWork> works = Stream
                .concat(pipe.lanes().stream().map(ReplicationLane::work),
                        Stream.of(pipe.leftovers()).map(ObsoleteTables::work))
                .filter(Objects::nonNull).toList();
        works.forEach(RunningWork::cancel);
        if (Timers.await("Wait until what runs has stopped", LONGEST_WAIT,
                () -> works.stream().allMatch(RunningWork::finished))) {
            works.forEach(RunningWork::settle);
        } else {
            pipe.journal().note(
                    "What ran did not stop within " + LONGEST_WAIT.toSeconds() + " s; it is no longer waited for");
        }
        pipe.lanes().forEach(lane -> lane.rememberWork(null));
        pipe.leftovers().rememberWork(null);
        boolean loading = pipe.lanes().stream().anyMatch(lane -> !lane.loaded() && appends(lane));
        pipe.giveUpReload();
        ObsoleteTableCleanup.atTheEnd(pipe, loading, LONGEST_CLEARING);
        Call<Boolean> leave = Call.start(() -> ActivityStubs.service("Leave the service, which frees the pipe's name")
                .leave(pipe.serviceId(), pipe.configuration().pipeId()));
        leave.result();
        return PipeEvent.ENDED;
    }
}
