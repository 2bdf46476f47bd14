package dev.clickpipe.deploy.parts.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process that ends with the launcher, however the launcher ends.
 * <p>
 * It runs under a shell that reads a pipe held by this JVM alone ({@code supervise.sh}): the pipe closes when the part
 * is stopped, when the JVM ends and when the JVM is killed. The shell has a session of its own, so that Ctrl-C in the
 * launcher's terminal reaches the launcher only, which then stops the parts in order.
 */
public final class SupervisedProcess implements AutoCloseable {
    private static final String PROCESS_ID_FILE = "process";
    private static final int TAIL_LINES = 25;
    private static final Duration POLL = Duration.ofMillis(30);
    private static final Duration FORK_LIMIT = Duration.ofSeconds(20);
    private static final String SUPERVISOR = script();

    // A Process that nobody refers to is collected, its pipe closed, and the part would end.
    private static final Set<SupervisedProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Process supervisor;
    private final ProcessHandle part;
    private final LogTail log;
    private final Duration grace;
    private final CompletableFuture<Integer> exit;
    private volatile boolean stopping;

    private SupervisedProcess(String name, Process supervisor, ProcessHandle part, LogTail log, Duration grace) {
        this.name = name;
        this.supervisor = supervisor;
        this.part = part;
        this.log = log;
        this.grace = grace;
        this.exit = supervisor.onExit().thenApply(ended -> {
            RUNNING.remove(this);
            return ended.exitValue();
        });
    }

    /**
     * What to run.
     *
     * @param environment
     *            added to the launcher's own; the place for passwords, since arguments are visible to all users
     * @param folder
     *            where the process id is recorded while it runs
     * @param log
     *            gets output and errors
     * @param grace
     *            how long it may take to end before it is killed
     */
    public record Settings(String name, List<String> command, Map<String, String> environment, Path folder, Path log,
            Duration grace) {
        public Settings {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /** Starts the process; it may not be ready yet: {@link #awaitReady}. */
    public static SupervisedProcess start(Settings settings) {
        Path processId = settings.folder().resolve(PROCESS_ID_FILE);
        LogTail log = LogTail.from(settings.log());
        List<String> command = new ArrayList<>();
        new Programs(System.getenv()).find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of("sh", "-c", SUPERVISOR, "supervise-" + settings.name(),
                Long.toString(settings.grace().toSeconds()), processId.toString()));
        command.addAll(settings.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        builder.environment().putAll(settings.environment());
        try {
            Files.createDirectories(settings.folder());
            Files.deleteIfExists(processId);
            Process supervisor = builder.start();
            ProcessHandle part = part(settings.name(), supervisor, processId, log);
            SupervisedProcess process = new SupervisedProcess(settings.name(), supervisor, part, log, settings.grace());
            RUNNING.add(process);
            if (!supervisor.isAlive()) {
                RUNNING.remove(process);
            }
            return process;
        } catch (IOException e) {
            throw new PartException(settings.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    private static ProcessHandle part(String name, Process supervisor, Path processId, LogTail log) throws IOException {
        long end = System.nanoTime() + FORK_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            boolean ended = waitFor(supervisor, POLL);
            if (Files.exists(processId)) {
                long id = Long.parseLong(Files.readString(processId).strip());
                return ProcessHandle.of(id).orElse(supervisor.toHandle());
            }
            if (ended) {
                // The part was so short that its record is gone again: awaitReady reports its end.
                return supervisor.toHandle();
            }
        }
        supervisor.destroyForcibly();
        throw new PartException(
                name + " was not forked within " + FORK_LIMIT.toSeconds() + " s. " + log.last(TAIL_LINES));
    }

    /** The process recorded in a part's folder by whichever launcher started it, if it still runs. */
    public static Optional<ProcessHandle> recorded(Path folder) {
        Path processId = folder.resolve(PROCESS_ID_FILE);
        try {
            if (!Files.exists(processId)) {
                return Optional.empty();
            }
            long id = Long.parseLong(Files.readString(processId).strip());
            Instant recorded = Files.getLastModifiedTime(processId).toInstant();
            return ProcessHandle.of(id)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> ProcessIdentity.startedBefore(handle, recorded));
        } catch (IOException | NumberFormatException e) {
            // Removed or replaced between two looks: its supervisor has just ended.
            return Optional.empty();
        }
    }

    /**
     * Waits until the check passes.
     *
     * @param awaited
     *            what is waited for, in words, for the error
     * @throws PartException
     *             when the process ends before, or the limit passes; carries the end of the log. The process is stopped.
     */
    public void awaitReady(Readiness readiness, String awaited, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!readiness.isReady()) {
            if (waitFor(supervisor, POLL)) {
                throw new PartException("%s ended with code %d before it was ready (%s). %s".formatted(name,
                        supervisor.exitValue(), awaited, log.last(TAIL_LINES)));
            }
            if (System.nanoTime() > end) {
                close();
                throw new PartException("%s was not ready within %d s (%s). %s".formatted(name, limit.toSeconds(),
                        awaited, log.last(TAIL_LINES)));
            }
        }
    }

    private static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException("Interrupted while waiting for a part", e);
        }
    }

    /** Name of the part. */
    public String name() {
        return name;
    }

    /** Process id of the part itself, not of its supervisor. */
    public long pid() {
        return part.pid();
    }

    /** What this run wrote. */
    public LogTail log() {
        return log;
    }

    /** Whether the part runs. */
    public boolean isAlive() {
        return supervisor.isAlive();
    }

    /** Whether it was asked to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Completes with the exit code when the part has ended: 128 + signal when it was killed. */
    public CompletableFuture<Integer> onExit() {
        return exit;
    }

    /** Kills the part without grace, as a crash would. */
    public void kill() {
        part.destroyForcibly();
    }

    /** Stops the part: closes its input, asks it to end, and kills it after its grace. Returns when it has ended. */
    @Override
    public void close() {
        stopping = true;
        try {
            supervisor.getOutputStream().close();
        } catch (IOException e) {
            // The supervisor has ended already.
        }
        boolean interrupted = false;
        long end = System.nanoTime() + grace.plusSeconds(10).toNanos();
        while (supervisor.isAlive() && System.nanoTime() < end) {
            try {
                supervisor.waitFor(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (supervisor.isAlive()) {
            part.destroyForcibly();
            supervisor.destroyForcibly();
        }
        RUNNING.remove(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String script() {
        try (InputStream script = SupervisedProcess.class.getResourceAsStream("supervise.sh")) {
            if (script == null) {
                throw new IllegalStateException("supervise.sh is missing beside " + SupervisedProcess.class);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("supervise.sh cannot be read", e);
        }
    }
}
