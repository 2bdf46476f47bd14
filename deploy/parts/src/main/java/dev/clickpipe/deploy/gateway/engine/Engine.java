package dev.clickpipe.deploy.gateway.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The engine on one data directory, and the owner of every connection to it.
 *
 * <p>Each request gets a connection of its own and closes it: a connection costs 0.3 ms [measured], its settings are
 * given when it is opened and cannot be taken back, and what a statement leaves in a session (SET, USE, temporary
 * tables) must not reach the next request. One connection stays open all the time, because closing the last one shuts
 * the engine down.
 */
public final class Engine implements AutoCloseable {
    /** ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES. */
    private static final int TOO_MANY_QUERIES = 202;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TAG = "log_comment";

    private final EngineLibrary library;
    private final String pathArgument;
    private final int limit;
    private final Semaphore places;
    private final Set<EngineConnection> open = ConcurrentHashMap.newKeySet();
    private final EngineConnection guard;
    private final Set<String> settings;
    private final Map<String, String> formats;
    private final String version;
    private final String timezone;

    /**
     * Loads the library and opens the data directory.
     *
     * @param limit connections in use at the same time
     */
    public Engine(Path libraryFile, Path data, int limit) throws EngineException {
        this.library = new EngineLibrary(libraryFile);
        this.pathArgument = "--path=" + data;
        this.limit = limit;
        this.places = new Semaphore(limit, true);
        MemorySegment handle = connect(Map.of());
        if (handle.address() == 0) {
            throw EngineException.of(
                    107, "FILE_DOESNT_EXIST", "The engine could not open its data directory '" + data
                            + "': is another process using it, is it writable?");
        }
        this.guard = new EngineConnection(library, handle, "", connection -> {});
        try {
            settings = Set.copyOf(lines("SELECT name FROM system.settings"));
            formats = lines("SELECT name FROM system.formats").stream()
                    .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
            version = lines("SELECT version()").getFirst();
            timezone = lines("SELECT timezone()").getFirst();
        } catch (EngineException | RuntimeException failure) {
            guard.close();
            throw failure;
        }
    }

    public String version() {
        return version;
    }

    public String timezone() {
        return timezone;
    }

    /** Names of formats as the engine writes them, by their lower-case form. */
    public Map<String, String> formats() {
        return formats;
    }

    /** The right to run one statement now, until it is closed. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a place while too many statements run. */
    public Place place() throws EngineException {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw EngineException.of(TOO_MANY_QUERIES, "TOO_MANY_SIMULTANEOUS_QUERIES",
                        "Too many simultaneous queries. Maximum: " + limit);
            }
            return places::release;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw EngineException.of(394, "QUERY_WAS_CANCELLED", "Query was cancelled");
        }
    }

    /**
     * Opens a connection with settings.
     *
     * @throws EngineException
     *             as the engine says it, for an unknown setting or a value that it does not take
     */
    public EngineConnection open(Map<String, String> values) throws EngineException {
        String tag = (values.getOrDefault(TAG, "") + " " + UUID.randomUUID()).strip();
        Map<String, String> tagged = new LinkedHashMap<>(values);
        tagged.put(TAG, tag);
        MemorySegment handle = settings.containsAll(values.keySet()) ? connect(tagged) : MemorySegment.NULL;
        if (handle.address() == 0) {
            throw refusal(values);
        }
        EngineConnection connection = new EngineConnection(library, handle, tag, open::remove);
        open.add(connection);
        return connection;
    }

    /** A failed connect says nothing; SET says which setting and why. */
    private EngineException refusal(Map<String, String> values) {
        MemorySegment handle = connect(Map.of());
        if (handle.address() == 0) {
            return EngineException.of(210, "NETWORK_ERROR", "The engine gave no connection");
        }
        try (var connection = new EngineConnection(library, handle, "", closing -> {})) {
            for (Map.Entry<String, String> setting : values.entrySet()) {
                String statement = "SET " + Quoting.identifier(setting.getKey()) + " = "
                        + Quoting.literal(setting.getValue());
                connection.query(Native.utf8(statement), "TSV", Map.of()).close();
            }
            return EngineException.of(36, "BAD_ARGUMENTS", "The engine took no connection with the settings given");
        } catch (EngineException reason) {
            return reason;
        }
    }

    private MemorySegment connect(Map<String, String> values) {
        List<String> arguments = new ArrayList<>();
        arguments.add("clickhouse");
        arguments.add(pathArgument);
        values.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        try (Arena arena = Arena.ofConfined()) {
            return (MemorySegment) library.connect.invokeExact(arguments.size(), Native.strings(arena, arguments));
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    /** Asks the engine to end what a connection runs; does not wait for it. */
    void kill(EngineConnection connection) {
        String statement = "KILL QUERY WHERE Settings['" + TAG + "'] = " + Quoting.literal(connection.tag()) + " ASYNC";
        try {
            lines(statement);
        } catch (EngineException alreadyEnded) {
            // Nothing is left to stop.
        }
    }

    private List<String> lines(String statement) throws EngineException {
        synchronized (guard) {
            try (EngineResult result = guard.query(Native.utf8(statement), "TSVRaw", Map.of())) {
                return new String(result.bytes(), StandardCharsets.UTF_8).lines().toList();
            }
        }
    }

    /** Stops what still runs, waits until every connection is closed, then closes the engine. */
    @Override
    public void close() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() < end) {
                open.forEach(this::kill);
                Thread.sleep(20);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (open.isEmpty()) {
            guard.close();
        }
    }
}
