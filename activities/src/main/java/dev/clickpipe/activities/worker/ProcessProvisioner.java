package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.faults.Fault;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.configuration.SettingName;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.ScalingFigures;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine: a service's worker is a child process of the control worker that supervises it. The child ends when its
 * standard input closes, so it never outlives a killed supervisor.
 */
final class ProcessProvisioner implements Provisioner {
    private static final Logger log = LoggerFactory.getLogger(ProcessProvisioner.class);
    /** Between the end of a child and its next start, so that one that cannot start does not take the machine. */
    private static final long RESTART_SECONDS = 1;
    /** How long a child may take to hand its leases back. */
    private static final long STOP_SECONDS = 30;

    private final WorkerCommand command;
    private final List<Fault> faults;

    ProcessProvisioner(WorkerCommand command, List<Fault> faults) {
        this.command = command;
        this.faults = List.copyOf(faults);
    }

    @Override
    public void supervise(UUID serviceId, @Nullable ScalingFigures figures) throws InterruptedException {
        for (int earlier = 0;; earlier++) {
            Process worker = start(serviceId, command.of(serviceId, figures), earlier);
            log.info("Worker of service {} is process {}", serviceId, worker.pid());
            try {
                int exit = worker.waitFor();
                log.warn("Worker of service {} (process {}) ended with exit code {}; starting another", serviceId,
                        worker.pid(), exit);
            } catch (InterruptedException stop) {
                stop(worker);
                throw stop;
            }
            TimeUnit.SECONDS.sleep(RESTART_SECONDS);
        }
    }

    /** @param earlier how many were started before */
    private Process start(UUID serviceId, List<String> arguments, int earlier) {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Its own port of /health is any free one: the control worker holds the one that was configured.
        builder.environment().put(SettingName.CLICKPIPE_WORKER_PORT.name(), "0");
        arm(builder.environment(), earlier);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new PipeException(new PipeError(ErrorKind.COMPUTE_NOT_READY,
                    "Cannot start " + arguments.getFirst() + " for the worker of service " + serviceId + ": "
                            + failure.getMessage(),
                    "Look after the machine of the control worker: its memory, its limit of processes, its Java.",
                    null),
                    failure);
        }
    }

    /** A fault point kills one process; its successor would die there for ever. */
    private void arm(Map<String, String> environment, int earlier) {
        if (earlier < faults.size()) {
            environment.put(Fault.VARIABLE, faults.get(earlier).toString());
        } else {
            environment.remove(Fault.VARIABLE);
        }
    }

    private static void stop(Process worker) {
        try (OutputStream input = worker.getOutputStream()) {
            input.flush();
        } catch (IOException alreadyGone) {
            log.debug("Standard input of process {} was closed already", worker.pid(), alreadyGone);
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!worker.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                worker.destroyForcibly();
            }
        } catch (InterruptedException again) {
            worker.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
