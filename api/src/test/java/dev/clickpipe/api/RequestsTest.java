package dev.clickpipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.TestTemporal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused before any workflow is asked, and those for probes. No worker runs. */
class RequestsTest {
    private static final String PIPES = TestApi.pipes(UUID.randomUUID());

    private static TestTemporal temporal;
    private static TestApi api;

    @BeforeAll
    static void start() {
        temporal = new TestTemporal();
        api = new TestApi(temporal.address());
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    @Test
    void withoutAKeyNothingIsServed() throws Exception {
        for (String path : new String[]{PIPES, PIPES + "/" + UUID.randomUUID(), "/v1", "/v1/organizations"}) {
            Reply refused = api.call("GET", path, null, null);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.raw().headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Basic ");
        }
        RecordedAnswers.assertSame(api.call("GET", PIPES, null, null).body(), "unauthorized");
        String wrong = "Basic " + Base64.getEncoder().encodeToString("keyId:wrong".getBytes(StandardCharsets.UTF_8));
        assertThat(api.call("POST", PIPES, CreateBodies.example(), wrong).status()).isEqualTo(401);
    }

    @Test
    void probesAndMetricsNeedNoKey() throws Exception {
        for (String probe : new String[]{"live", "ready", "started"}) {
            RecordedAnswers.assertSame(api.call("GET", "/health/" + probe, null, null).body(), "health-" + probe);
        }
        Reply metrics = api.call("GET", "/metrics", null, null);
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.raw().body()).contains("jvm_memory_used_bytes").contains("http_server_requests_seconds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET | /nothing | | 404 | NOT_FOUND: there is nothing at /nothing",
            "GET | {pipes}/not-a-uuid | | 404 | NOT_FOUND: there is no ClickPipe not-a-uuid",
            "GET | {pipes}/00000000-0000-4000-8000-000000000000 | | 404 | NOT_FOUND: there is no ClickPipe",
            "GET | {pipes}/00000000-0000-4000-8000-000000000000/progress | | 404 | NOT_FOUND",
            "GET | {pipes}/00000000-0000-4000-8000-000000000000/history | | 404 | NOT_FOUND",
            "GET | {pipes}/00000000-0000-4000-8000-000000000000/tables | | 404 | NOT_FOUND: there is no ClickPipe",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/tables | {\"command\":\"retry\"} | 404 | NOT_FOUND: there is no ClickPipe",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/tables | {\"command\":\"resync\"} | 400 | BAD_REQUEST: command (resync)",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/tables/shop/orders | {\"command\":\"stop\"} | 400 | BAD_REQUEST: command (stop)",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/tables/shop/orders | {\"command\":\"resync\"} | 404 | NOT_FOUND: there is no ClickPipe",
            "DELETE | {pipes}/00000000-0000-4000-8000-000000000000 | | 404 | NOT_FOUND",
            "GET | /v1/organizations/o/services/s/clickpipes | | 400 | BAD_REQUEST: organizationId (o): it is not a UUID",
            "PUT | {pipes} | {} | 405 | METHOD_NOT_ALLOWED", "POST | {pipes} | | 400 | BAD_REQUEST: the body is empty",
            "POST | {pipes} | [] | 400 | BAD_REQUEST: the body is an empty list",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/state | {} | 400 | BAD_REQUEST: command: it is missing",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/state | {\"command\":\"go\"} | 400 | BAD_REQUEST: command (go)",
            "PATCH | {pipes}/00000000-0000-4000-8000-000000000000/state | {\"command\":\"stop\"} | 404 | NOT_FOUND"})
    void everyRefusalHasTheEnvelope(String method, String path, String body, int status, String error)
            throws Exception {
        Reply refused = api.call(method, path.replace("{pipes}", PIPES), body);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.error()).startsWith(error);
        assertThat(refused.body().path("status").asInt()).isEqualTo(status);
        assertThat(UUID.fromString(refused.body().path("requestId").asText())).isNotNull();
    }

    @Test
    void manyMistakesAreOneAnswer() throws Exception {
        RecordedAnswers.assertSame(api.call("POST", PIPES, "{\"name\":1,\"source\":{},\"colour\":\"red\"}").body(),
                "mistakes");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        Reply refused = api.call("POST", PIPES, " ".repeat(3_000_000) + "{}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.error()).startsWith("REQUEST_ENTITY_TOO_LARGE");
    }
}
