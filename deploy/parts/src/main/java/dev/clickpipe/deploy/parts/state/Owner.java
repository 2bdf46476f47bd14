package dev.clickpipe.deploy.parts.state;

import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.ProcessIdentity;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one process that owns a state folder and whose end is the end of its parts. The claim is a file lock, so a killed
 * owner holds nothing.
 */
public final class Owner implements AutoCloseable {
    private static final String LOCK = "owner.lock";
    private static final String RECORD = "owner";
    private static final Duration LEFTOVERS = Duration.ofSeconds(60);

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final StateDirectory state;
    private final FileChannel channel;

    private Owner(StateDirectory state, FileChannel channel) {
        this.state = state;
        this.channel = channel;
    }

    /** Makes this process the owner, after the processes of a killed owner have ended. */
    public static Owner claim(StateDirectory state) {
        Path folder = state.path();
        // Locks belong to the JVM; opening and closing a second channel would give back the first one's.
        if (!HELD.add(folder)) {
            throw new PartException("The parts in " + folder + " are already started by this process");
        }
        try {
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                HELD.remove(folder);
                throw new PartException(
                        "The parts in %s are running already%s: stop them first, or use another state folder"
                                .formatted(folder,
                                        running(state).map(owner -> ", owned by process " + owner.pid()).orElse("")));
            }
            Files.writeString(folder.resolve(RECORD), Long.toString(ProcessHandle.current().pid()));
            awaitEnd(state, LEFTOVERS);
            return new Owner(state, channel);
        } catch (IOException e) {
            HELD.remove(folder);
            throw new PartException("The state folder " + folder + " cannot be claimed: " + e.getMessage(), e);
        }
    }

    /** The owner, if one runs. */
    public static Optional<ProcessHandle> running(StateDirectory state) {
        Path record = state.path().resolve(RECORD);
        try {
            if (!Files.exists(record)) {
                return Optional.empty();
            }
            long id = Long.parseLong(Files.readString(record).strip());
            return ProcessHandle.of(id)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> ProcessIdentity.startedBefore(handle, modified(record)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant modified(Path record) {
        try {
            return Files.getLastModifiedTime(record).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Ends the owner and all its parts, whoever started them; does nothing when nothing runs.
     *
     * @param limit
     *            after which what still runs is killed
     * @return whether anything ran
     */
    public static boolean stop(StateDirectory state, Duration limit) {
        Optional<ProcessHandle> owner = running(state).filter(handle -> !handle.equals(ProcessHandle.current()));
        owner.ifPresent(handle -> {
            handle.destroy();
            if (!ended(handle, limit)) {
                handle.destroyForcibly();
            }
        });
        boolean parts = awaitEnd(state, limit);
        return parts || owner.isPresent();
    }

    /** Waits for recorded processes without an owner, which are ending; kills them after the limit. */
    private static boolean awaitEnd(StateDirectory state, Duration limit) {
        List<ProcessHandle> running = state.parts()
                .stream()
                .flatMap(part -> SupervisedProcess.recorded(state.part(part)).stream())
                .toList();
        long end = System.nanoTime() + limit.toNanos();
        for (ProcessHandle handle : running) {
            if (!ended(handle, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                handle.destroyForcibly();
                ended(handle, Duration.ofSeconds(10));
            }
        }
        return !running.isEmpty();
    }

    private static boolean ended(ProcessHandle handle, Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new PartException("Process " + handle.pid() + " cannot be watched: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException("Interrupted while process " + handle.pid() + " was ending", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(state.path().resolve(RECORD));
            channel.close();
        } catch (IOException e) {
            // The lock ends with this JVM at the latest, and a record without its process means nothing.
        }
        HELD.remove(state.path());
    }
}
