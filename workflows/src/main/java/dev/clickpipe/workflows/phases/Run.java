package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import dev.clickpipe.workflows.position.Position;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Running: one lease after the other. */
final class Run implements Phase {
    /** A server that restarts is back within seconds. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    /** Long enough to spare a source that is down for hours, short enough that nobody waits for it afterwards. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Runnable boundary;
    private Duration wait = SHORTEST_WAIT;

    Run(Runnable boundary) {
        this.boundary = boundary;
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.requests().stopWanted()) {
            boundary.run();
            Position before = pipe.position();
            Lease lease = Lease.start(pipe);
            pipe.rememberWork(lease);
            Workflow.await(() -> lease.finished() || pipe.requests().stopWanted());
            if (!lease.finished()) {
                break;
            }
            pipe.rememberWork(null);
            Work.End end = lease.settle();
            if (!before.equals(pipe.position())) {
                wait = SHORTEST_WAIT;
            }
            switch (end) {
                case Work.End.Well() -> pipe.showTrouble(null);
                case Work.End.Trouble(PipeError error) -> waitFor(pipe, error);
                case Work.End.Broken(PipeError error) -> {
                    return pipe.fail(error);
                }
                case Work.End.Silent silent -> sleep(pipe, "No worker answered; a new lease follows");
            }
        }
        return pipe.requests().interruption();
    }

    private void waitFor(LivePipe pipe, PipeError error) {
        pipe.showTrouble(error);
        sleep(pipe, "Wait before trying again after " + error.kind());
    }

    private void sleep(LivePipe pipe, String summary) {
        Timers.await(summary, wait, () -> pipe.requests().stopWanted());
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
