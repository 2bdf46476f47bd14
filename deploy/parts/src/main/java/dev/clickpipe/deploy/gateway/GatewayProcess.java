package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.Engine;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.engine.StandardInput;
import dev.clickpipe.deploy.gateway.http.HttpServer;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The process. Prints {@code LISTENING <port>} when it answers; ends when its standard input closes or on SIGTERM, with
 * every connection of the engine closed, because the engine aborts a process that ends without.
 */
public final class GatewayProcess implements AutoCloseable {
    /** Statements at the same time; each is a connection and up to two threads. */
    private static final int CONNECTIONS = 64;

    private final ExecutorService threads;
    private final Engine engine;
    private final GatewayHandler handler;
    private final HttpServer server;

    GatewayProcess(GatewaySettings settings) throws EngineException, IOException {
        Files.createDirectories(settings.path());
        // Platform threads: calls into the engine block, and would hold the few carriers of virtual ones.
        threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("face-", 0).factory());
        engine = new Engine(settings.library(), settings.path(), CONNECTIONS);
        handler = new GatewayHandler(settings, engine, threads);
        try {
            server = new HttpServer(settings.port(), handler, threads);
        } catch (IOException failure) {
            engine.close();
            throw failure;
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        handler.close();
        engine.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        // Standard output is for the one line that the starter waits for.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        GatewayProcess face;
        InputStream input;
        try {
            input = StandardInput.keepFromEngine();
            face = new GatewayProcess(GatewaySettings.of(System.getenv()));
        } catch (IllegalArgumentException | IllegalStateException | EngineException | IOException refusal) {
            System.err.println(refusal.getMessage());
            Runtime.getRuntime().halt(refusal instanceof IllegalArgumentException ? 2 : 3);
            return;
        }
        Thread end = Thread.ofPlatform().unstarted(face::close);
        Runtime.getRuntime().addShutdownHook(end);
        System.out.println("LISTENING " + face.port());
        System.out.flush();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> waitForEnd(input));
        waiting.join();
        System.exit(0);
    }

    private static void waitForEnd(InputStream input) {
        byte[] ignored = new byte[1024];
        try (input) {
            while (input.read(ignored) >= 0) {
                // What it says does not matter, only that it ends.
            }
        } catch (IOException broken) {
            // As good as closed.
        }
    }
}
