package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.configuration.SettingName;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

    private final List<String> javaOptions;
    private final String javaProgram;
    private final String jar;

    ProcessProvisioner(List<String> javaOptions, String javaProgram, String jar) {
        this.javaOptions = List.copyOf(javaOptions);
        this.javaProgram = javaProgram;
        this.jar = jar;
    }

    /** A provisioner whose children run what this process runs. */
    static ProcessProvisioner ofThisProgram(List<String> javaOptions) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessProvisioner(javaOptions, java, System.getProperty("java.class.path"));
    }

    @Override
    public void supervise(UUID serviceId) throws InterruptedException {
        for (boolean first = true;; first = false) {
            Process worker = start(serviceId, first);
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

    private Process start(UUID serviceId, boolean first) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram);
        command.addAll(javaOptions);
        command.addAll(programOf(jar));
        command.addAll(List.of("--service", serviceId.toString(), "--until-input-closes"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Its own port of /health is any free one: the control worker holds the one that was configured.
        builder.environment().put(SettingName.CLICKPIPE_WORKER_PORT.name(), "0");
        if (!first) {
            // A fault point kills one process; its successor would die there for ever.
            builder.environment().remove(SettingName.CLICKPIPE_FAULT_POINT.name());
        }
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start " + javaProgram + " for the worker of service " + serviceId,
                    failure);
        }
    }

    private static List<String> programOf(String classPath) {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                ? List.of("-jar", classPath)
                : List.of("-cp", classPath, WorkerApplication.class.getName());
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
