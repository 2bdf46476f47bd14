package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.faults.Fault;
import dev.clickpipe.workflows.configuration.SettingName;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final List<Fault> faults;

    ProcessProvisioner(List<String> javaOptions, String javaProgram, String jar, List<Fault> faults) {
        this.javaOptions = List.copyOf(javaOptions);
        this.javaProgram = javaProgram;
        this.jar = jar;
        this.faults = List.copyOf(faults);
    }

    /** A provisioner whose children run what this process runs. */
    static ProcessProvisioner ofThisProgram(List<String> javaOptions, List<Fault> faults) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessProvisioner(javaOptions, java, System.getProperty("java.class.path"), faults);
    }

    @Override
    public void supervise(UUID serviceId) throws InterruptedException {
        for (int earlier = 0;; earlier++) {
            Process worker = start(serviceId, earlier);
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
    private Process start(UUID serviceId, int earlier) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram);
        command.addAll(javaOptions);
        command.addAll(programOf(jar));
        command.addAll(List.of("--service", serviceId.toString(), "--until-input-closes"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Its own port of /health is any free one: the control worker holds the one that was configured.
        builder.environment().put(SettingName.CLICKPIPE_WORKER_PORT.name(), "0");
        arm(builder.environment(), earlier);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start " + javaProgram + " for the worker of service " + serviceId,
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
