package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.cache.Folders;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouse;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.deploy.parts.source.MySql;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Real parts for tests: each is started when it is first asked for, shared by all tests of a JVM, on free ports, with
 * nothing in it, and gone when the JVM ends. Tests keep apart by databases of their own.
 */
public final class SharedParts {
    private static final SharedParts INSTANCE = new SharedParts();

    private final Map<String, RunningPart> running = new ConcurrentHashMap<>();
    private final Launcher launcher;

    private SharedParts() {
        Path state = TemporaryState.make();
        launcher = Launcher.open(new Launcher.Settings(state, false, System.getenv(), SharedParts::say));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            launcher.close();
            try {
                Folders.delete(state);
            } catch (IOException e) {
                System.err.println(state + " could not be deleted: " + e.getMessage());
            }
        }, "delete-shared-parts"));
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** A Temporal server. */
    public static TemporalServer temporal() {
        return INSTANCE.start(new Temporal(), TemporalServer.class);
    }

    /** Its address, {@code host:port}. */
    public static String temporalAddress() {
        return temporal().address();
    }

    /** A MariaDB server. */
    public static SourceServer mariadb() {
        return INSTANCE.start(new MariaDb(), SourceServer.class);
    }

    /** A MySQL server with GTIDs. */
    public static SourceServer mysql() {
        return INSTANCE.start(new MySql(), SourceServer.class);
    }

    /** A ClickHouse. */
    public static ClickHouseServer clickhouse() {
        return INSTANCE.start(new ClickHouse(), ClickHouseServer.class);
    }

    /** Any other part, once per name. */
    public static <R extends RunningPart> R part(Part<R> part, Class<R> type) {
        return INSTANCE.start(part, type);
    }

    private <R extends RunningPart> R start(Part<R> part, Class<R> type) {
        return type.cast(running.computeIfAbsent(part.name(), name -> launcher.start(part)));
    }
}
