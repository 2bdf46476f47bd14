package dev.clickpipe.activities.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to the real ClickHouse on which every statement meets a guard, who may hold it up or let it come to harm. */
public final class GuardedClickHouse implements AutoCloseable {
    /** TIMEOUT_EXCEEDED: may pass on another try. */
    private static final String BUSY = "159";
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "expect", "upgrade",
            "transfer-encoding", ":status");
    /** Enough of a body to know a statement by. */
    private static final int SHOWN_BYTES = 4000;

    /** What becomes of a statement. */
    public enum Fate {
        /** As it should. */
        PASSES,
        /** ClickHouse refuses it for the moment. */
        IS_REFUSED,
        /** It is done, and who sent it hears of an error. */
        LOSES_ITS_ANSWER,
        /** It is not done, and who sent it hears that it is. */
        IS_SWALLOWED
    }

    /** Decides; may take as long as it likes. */
    @FunctionalInterface
    public interface Guard {
        Fate meet(String statement) throws InterruptedException;
    }

    private final ClickHouseAddress behind = TestDestination.address();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Guard guard;

    private GuardedClickHouse(Guard guard, HttpServer server) {
        this.guard = guard;
        this.server = server;
    }

    public static GuardedClickHouse open(Guard guard) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GuardedClickHouse gate = new GuardedClickHouse(guard, server);
        server.setExecutor(gate.threads);
        server.createContext("/", gate::pass);
        server.start();
        return gate;
    }

    /** A client whose statements come through here. */
    public ClickHouse clickHouse() {
        return new ClickHouse(new ClickHouseAddress("http://127.0.0.1:" + server.getAddress().getPort(), behind.user(),
                behind.password()));
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            Fate fate = guard.meet((query == null ? "" : URLDecoder.decode(query, UTF_8)) + "\n"
                    + new String(body, 0, Math.min(body.length, SHOWN_BYTES), UTF_8));
            switch (fate) {
                case PASSES -> forward(exchange, body, true);
                case LOSES_ITS_ANSWER -> {
                    forward(exchange, body, false);
                    refuse(exchange);
                }
                case IS_REFUSED -> refuse(exchange);
                case IS_SWALLOWED -> exchange.sendResponseHeaders(200, -1);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        byte[] text = ("Code: " + BUSY + ". DB::Exception: closed for a moment").getBytes(UTF_8);
        exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", BUSY);
        exchange.sendResponseHeaders(500, text.length);
        exchange.getResponseBody().write(text);
    }

    private void forward(HttpExchange exchange, byte[] body, boolean answered)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind.url()).resolve(
                exchange.getRequestURI())).method(exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answered) {
            answer.headers().map().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            byte[] text = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
