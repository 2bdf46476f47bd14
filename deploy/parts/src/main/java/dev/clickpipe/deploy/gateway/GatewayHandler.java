package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.Engine;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.http.ClientGoneException;
import dev.clickpipe.deploy.gateway.http.HttpExchange;
import dev.clickpipe.deploy.gateway.http.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The paths of ClickHouse's HTTP interface. */
final class GatewayHandler implements HttpHandler, AutoCloseable {
    private static final String PLAIN = "text/plain; charset=UTF-8";

    private final GatewaySettings settings;
    private final Engine engine;
    private final QueryRunner runner;

    GatewayHandler(GatewaySettings settings, Engine engine, Executor threads) {
        this.settings = settings;
        this.engine = engine;
        this.runner = new QueryRunner(engine, threads);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        switch (exchange.path()) {
            case "/ping", "/replicas_status" -> plain(exchange, 200, "Ok.\n", List.of());
            case "/", "/query" -> query(exchange);
            default -> plain(
                    exchange, 404,
                    "There is no handle " + exchange.path() + "\n\nUse / or /ping for health checks.\n"
                            + "Or /replicas_status for more sophisticated health checks.\n"
                            + "Send queries from your program with POST method or GET /?query=...\n",
                    List.of());
        }
    }

    private void query(HttpExchange exchange) throws IOException {
        boolean nothingAsked = !"POST".equals(exchange.method())
                && exchange.parameters().getOrDefault("query", "").isEmpty();
        if (nothingAsked) {
            plain(exchange, 200, "Ok.\n", List.of());
            return;
        }
        try {
            Credentials.of(exchange).check(settings.user(), settings.password());
        } catch (EngineException refusal) {
            refuse(exchange, refusal);
            return;
        }
        QueryRequest request;
        try {
            request = QueryRequest.of(exchange);
        } catch (EngineException refusal) {
            refuse(exchange, refusal);
            return;
        }
        try (Answer answer = new Answer(exchange, request, engine.version(), engine.timezone())) {
            EngineException failure = run(exchange, request, answer);
            if (failure != null) {
                answer.fail(failure);
            }
        }
    }

    private @Nullable EngineException run(HttpExchange exchange, QueryRequest request, Answer answer)
            throws ClientGoneException {
        try {
            runner.run(exchange, request, answer);
            return null;
        } catch (EngineException failure) {
            return failure;
        } catch (ClientGoneException gone) {
            throw gone;
        } catch (IOException failure) {
            return EngineException.of(271, "CANNOT_DECOMPRESS",
                    "The request's data could not be read: " + failure.getMessage());
        } catch (RuntimeException failure) {
            return EngineException.of(1001, "STD_EXCEPTION", "The face failed: " + failure);
        }
    }

    private void refuse(HttpExchange exchange, EngineException refusal) throws IOException {
        plain(exchange, HttpStatus.ofErrorCode(refusal.code()), ErrorText.of(refusal, engine.version()),
                List.of(Map.entry("X-ClickHouse-Exception-Code", Integer.toString(refusal.code()))));
    }

    @Override
    public void close() {
        runner.close();
    }

    private static void plain(HttpExchange exchange, int status, String text, List<Map.Entry<String, String>> headers)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> all = new java.util.ArrayList<>(headers);
        all.add(Map.entry("Content-Type", PLAIN));
        try (OutputStream body = exchange.respond(status, all, bytes.length)) {
            body.write(bytes);
        }
    }
}
