package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.cache.Folders;
import dev.clickpipe.deploy.parts.cache.PartsCache;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Ports;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.state.Addresses;
import dev.clickpipe.deploy.parts.state.Owner;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Starts parts in the order they are asked for and stops them in the opposite order: on {@link #close}, when the JVM
 * ends, and, without order, when it is killed. It owns its state folder while it is open.
 */
public final class Launcher implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final Launch launch;
    private final Owner owner;
    private final Addresses addresses;
    private final AtomicInteger order = new AtomicInteger();
    private final TreeMap<Integer, SupervisedProcess> processes = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread hook;
    private volatile boolean stopping;
    private boolean stopped;

    private Launcher(Launch launch, Owner owner) {
        this.launch = launch;
        this.owner = owner;
        this.addresses = new Addresses(launch.state());
        this.hook = new Thread(this::stopAll, "stop-parts");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Settings of a launcher.
     *
     * @param usualPorts
     *            whether servers take their usual ports when they are free; else all get free ones
     * @param lines
     *            gets what is said to the user, from several threads
     */
    public record Settings(Path state, boolean usualPorts, Map<String, String> environment, Consumer<String> lines) {
        public Settings {
            environment = Map.copyOf(environment);
        }

        /** Usual ports where they are free, this process's environment. */
        public static Settings of(Path state, Consumer<String> lines) {
            return new Settings(state, true, System.getenv(), lines);
        }
    }

    /** Takes over the state folder; nothing is started yet. */
    public static Launcher open(Settings settings) {
        StateDirectory state = StateDirectory.of(settings.state());
        Owner owner = Owner.claim(state);
        PartsCache cache = PartsCache.fromEnvironment(settings.environment(), settings.lines());
        return new Launcher(new Launch(settings.environment(), state, cache, new Ports(), settings.usualPorts(),
                settings.lines()), owner);
    }

    /**
     * Starts a part and says where it answers.
     *
     * @throws PartException
     *             when it does not start; what runs already goes on
     */
    public <R extends RunningPart> R start(Part<R> part) {
        return start(part, order.getAndIncrement());
    }

    /**
     * Starts several parts at once; they are stopped in the opposite order of the list.
     *
     * @throws PartException
     *             of the first part of the list that does not start, after all of them have been tried
     */
    public List<RunningPart> startAll(List<? extends Part<?>> parts) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RunningPart>> starting = new ArrayList<>();
            for (Part<?> part : parts) {
                int position = order.getAndIncrement();
                starting.add(threads.submit(() -> start(part, position)));
            }
            List<RunningPart> running = new ArrayList<>();
            for (Future<RunningPart> future : starting) {
                running.add(future.get());
            }
            return running;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PartException failure
                    ? failure
                    : new PartException("A part could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException("Interrupted while parts were starting", e);
        }
    }

    private <R extends RunningPart> R start(Part<R> part, int position) {
        if (stopping) {
            throw new PartException("The launcher is stopped: " + part.name() + " was not started");
        }
        R running = part.start(launch);
        lock.lock();
        try {
            if (stopping) {
                running.process().ifPresent(SupervisedProcess::close);
                throw new PartException("The launcher was stopped while " + part.name() + " started");
            }
            running.process().ifPresent(process -> {
                processes.put(position, process);
                CompletableFuture<Void> _ = process.onExit().thenAccept(code -> sayEnd(process, code));
            });
            addresses.put(running.entries(), running.name(), pid(running), state().log(running.name()));
            launch.lines().accept("READY %s %s %s".formatted(running.name(), running.address(), running.origin()));
            return running;
        } finally {
            lock.unlock();
        }
    }

    private static OptionalLong pid(RunningPart part) {
        return part.process().map(process -> OptionalLong.of(process.pid())).orElseGet(OptionalLong::empty);
    }

    private void sayEnd(SupervisedProcess process, int code) {
        if (!stopping && !process.isStopping()) {
            launch.lines().accept("ENDED %s with code %d, its log is %s".formatted(process.name(), code,
                    process.log().file()));
        }
    }

    /** Stops one part; the others stay. */
    public void stop(RunningPart part) {
        lock.lock();
        try {
            part.process().ifPresent(process -> {
                processes.values().remove(process);
                process.close();
            });
            addresses.remove(part.entries().keySet(), part.name());
        } finally {
            lock.unlock();
        }
    }

    /** A free port for a part that is started with {@link #start}: the one it had before, the usual one, or any. */
    public int port(String part, int usual) {
        return launch.port(part, "port", usual);
    }

    /** What {@code addresses.json} says; more can be put into it. */
    public Addresses addresses() {
        return addresses;
    }

    /** The state folder. */
    public StateDirectory state() {
        return launch.state();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook runs too, and whoever is second finds nothing left to do.
        }
        stopAll();
    }

    private void stopAll() {
        stopping = true;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            processes.descendingMap().values().forEach(SupervisedProcess::close);
            processes.clear();
            addresses.clear();
            launch.ports().close();
            owner.close();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends whatever runs in that state folder, in this process or another.
     *
     * @return whether anything ran
     */
    public static boolean stop(Path state) {
        return Files.isDirectory(state) && Owner.stop(StateDirectory.of(state), STOP_LIMIT);
    }

    /** Ends what runs there and deletes the folder with all data. */
    public static void delete(Path state) {
        stop(state);
        try {
            Folders.delete(state);
        } catch (IOException e) {
            throw new PartException("The state folder " + state + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
