package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.compression.BlockInputStream;
import dev.clickpipe.deploy.gateway.compression.ContentCoding;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.http.HttpExchange;
import dev.clickpipe.deploy.gateway.session.SessionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request says beside its text.
 *
 * @param settings every parameter of the URL that is neither one of HTTP's own nor a query parameter
 * @param parameters values for {name:Type}, from param_name
 * @param defaultFormat for a statement that names none
 * @param blocks whether the answer goes in ClickHouse's compressed blocks
 * @param coding of the answer's Content-Encoding
 */
record QueryRequest(String queryId, String database, Map<String, String> settings, Map<String, String> parameters,
        String defaultFormat, boolean blocks, ContentCoding coding, boolean waitForEnd,
        Optional<SessionRequest> session) {
    /** What {@code src/Server/HTTPHandler.cpp} takes out before it looks for settings. */
    private static final Set<String> OWN = Set.of(
            "query", "user", "password", "quota_key", "database", "default_format", "compress", "decompress",
            "query_id",
            "session_id", "session_timeout", "session_check", "close_session", "wait_end_of_query", "buffer_size",
            "stacktrace", "role", "client_protocol_version");
    private static final String PARAMETER = "param_";

    static QueryRequest of(HttpExchange exchange) throws EngineException {
        Map<String, String> url = exchange.parameters();
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            } else if (!OWN.contains(name) && !name.isEmpty()) {
                settings.put(name, value);
            }
        });
        if (!"POST".equals(exchange.method()) && !settings.containsKey("readonly")) {
            // GET must change nothing, as on a server.
            settings.put("readonly", "2");
        }
        String database = first(url.get("database"), exchange.header("X-ClickHouse-Database"), "");
        String format = first(url.get("default_format"), exchange.header("X-ClickHouse-Format"), "TabSeparated");
        String queryId = first(url.get("query_id"), null, UUID.randomUUID().toString());
        ContentCoding coding = truth(settings.get("enable_http_compression"))
                ? ContentCoding.accepted(exchange.header("Accept-Encoding"))
                : ContentCoding.NONE;
        return new QueryRequest(
                queryId, database, settings, parameters, format, truth(url.get("compress")), coding,
                truth(url.get("wait_end_of_query")), SessionRequest.of(url));
    }

    /** The request's bytes with HTTP's coding and ClickHouse's blocks undone. */
    static InputStream body(HttpExchange exchange) throws IOException {
        InputStream body = ContentCoding.ofRequest(exchange.header("Content-Encoding")).decode(exchange.requestBody());
        return truth(exchange.parameters().get("decompress")) ? new BlockInputStream(body) : body;
    }

    private static String first(@Nullable String parameter, @Nullable String header, String otherwise) {
        if (parameter != null && !parameter.isEmpty()) {
            return parameter;
        }
        return header != null && !header.isEmpty() ? header : otherwise;
    }

    private static boolean truth(@Nullable String value) {
        return "1".equals(value) || "true".equalsIgnoreCase(value);
    }
}
