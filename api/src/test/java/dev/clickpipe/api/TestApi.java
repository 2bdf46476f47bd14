package dev.clickpipe.api;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.workflows.configuration.SettingsReader;
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.SealKeys;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The whole API in this process, called over HTTP, its log kept. */
public final class TestApi implements AutoCloseable {
    /** Half of a key that it accepts. */
    public static final String KEY = "keyId:keySecret";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SealKeys sealKeys = SealKeys.generate();
    private final ApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final URI address;

    public TestApi(String temporalAddress) {
        this(temporalAddress, Map.of());
    }

    /** One with more settings. */
    public TestApi(String temporalAddress, Map<String, String> more) {
        rootLogger().addAppender(log);
        log.start();
        context = ClickPipeApi.serve(ApiSettings.read(new SettingsReader(
                Map.of("CLICKPIPE_TEMPORAL_ADDRESS", temporalAddress, "CLICKPIPE_API_PORT", "0", "CLICKPIPE_API_KEYS",
                        "other:x," + KEY, "CLICKPIPE_SEAL_PUBLIC_KEY", sealKeys.publicKey(), "CLICKPIPE_DIGEST_KEY",
                        BodyDigest.generateKey()),
                more)));
        address = context.getBean(EmbeddedServer.class).getURI();
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** An answer: status, headers, body. */
    public record Reply(int status, HttpResponse<String> raw, JsonNode body) {
        /** The text of an error. */
        public String error() {
            return body.path("error").asText();
        }

        /** What a good answer holds. */
        public JsonNode result() {
            return body.path("result");
        }
    }

    /** The private half of the keys that it seals with. */
    public String sealPrivateKey() {
        return sealKeys.privateKey();
    }

    /** Path of a service's pipes. */
    public static String pipes(UUID service) {
        return "/v1/organizations/11111111-1111-4111-8111-111111111111/services/" + service + "/clickpipes";
    }

    /** Calls with the right key. */
    public Reply call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return call(method, path, body, "Basic " + Base64.getEncoder().encodeToString(
                KEY.getBytes(StandardCharsets.UTF_8)));
    }

    /** Calls with any Authorization header, or none. */
    public Reply call(String method, String path, @Nullable String body, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean json = response.headers().firstValue("content-type").orElse("").startsWith("application/json");
        return new Reply(response.statusCode(), response,
                json ? JSON.readTree(response.body()) : JSON.missingNode());
    }

    /** All that was logged since the start. */
    public String logged() {
        return log.list.stream().map(event -> event.getFormattedMessage() + " " + event.getThrowableProxy())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        http.close();
        context.close();
        rootLogger().detachAppender(log);
    }
}
