package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.StatusPublisher;
import java.util.List;
import java.util.stream.Collectors;

/** Provisioning: the checks, unless they passed already, then the wait for the service's workers. No timer in it. */
final class ProvisioningPhase implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return pipe.checked()
                ? join(pipe)
                : ActivityStep.then(pipe, pipe.main(), () -> ActivityStubs.checks().check(pipe.configuration(), false),
                        report -> checked(pipe, report));
    }

    private static PipeEvent checked(LivePipe pipe, PreflightReport report) {
        if (!report.failures().isEmpty()) {
            return pipe.fail(error(report.failures()));
        }
        report.warnings().forEach(warning -> pipe.journal().note("Warning: " + sentence(warning)));
        pipe.rememberChecked();
        StatusPublisher.publish(pipe);
        return join(pipe);
    }

    private static PipeEvent join(LivePipe pipe) {
        return ActivityStep.toItsEnd(pipe, pipe.main(), () -> {
            ActivityStubs.service("Join the service, which brings its workers up").join(pipe.serviceId(),
                    pipe.configuration().pipeId(), pipe.configuration().name());
            return true;
        }, joined -> awaitWorkers(pipe));
    }

    private static PipeEvent awaitWorkers(LivePipe pipe) {
        return ready(pipe, TaskQueues.stream(pipe.serviceId()), "Wait for a worker of the service that streams",
                () -> ready(pipe, TaskQueues.snapshot(pipe.serviceId()), "Wait for a worker of the service that loads",
                        () -> PipeEvent.COMPUTE_READY));
    }

    private static PipeEvent ready(LivePipe pipe, String taskQueue, String summary, Then then) {
        return ActivityStep.then(pipe, pipe.main(), () -> {
            ActivityStubs.readiness(taskQueue, summary).answer();
            return true;
        }, answered -> then.next());
    }

    private static PipeError error(List<PreflightFinding> failures) {
        return new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                failures.stream().map(ProvisioningPhase::sentence).collect(Collectors.joining("\n")),
                failures.stream().map(PreflightFinding::remedy).distinct()
                        .collect(Collectors.joining("\n", "",
                                "\nThen resync the pipe.")),
                null);
    }

    private static String sentence(PreflightFinding finding) {
        return finding.field() + " (" + finding.value() + "): " + finding.problem();
    }

    @FunctionalInterface
    private interface Then {
        PipeEvent next();
    }
}
