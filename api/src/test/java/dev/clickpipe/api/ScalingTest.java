package dev.clickpipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.api.TestApi.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code …/clickpipesCdcScaling} over HTTP, on a real Temporal with a service's workflow by hand. */
class ScalingTest extends TestApiTest {
    private final String scaling = path(service);

    private static String path(UUID service) {
        return TestApi.pipes(service) + "CdcScaling";
    }

    @Test
    void figuresAreKeptForEachServiceAndEchoed() throws Exception {
        RecordedAnswers.assertSame(api.call("GET", scaling, null).body(), "scaling-of-nobody");
        Reply changed = api.call("PATCH", scaling, "{\"replicaCpuMillicores\":2000,\"replicaMemoryGb\":8}");
        assertThat(changed.status()).isEqualTo(200);
        RecordedAnswers.assertSame(changed.body(), "scaling");
        RecordedAnswers.assertSame(api.call("GET", scaling, null).body(), "scaling");
        RecordedAnswers.assertSame(api.call("GET", path(UUID.randomUUID()), null).body(), "scaling-of-nobody");
    }

    /** A name taken afterwards, and the list of pipes, are those of a service as any other. */
    @Test
    void aServiceThatWasScaledFirstTakesPipes() throws Exception {
        api.call("PATCH", scaling, "{\"replicaCpuMillicores\":32000}");
        assertThat(api.call("GET", TestApi.pipes(service), null).result()).isEmpty();
        assertThat(api.call("POST", TestApi.pipes(service), CreateBodies.example()).status()).isEqualTo(200);
        assertThat(api.call("GET", scaling, null).result().path("replicaMemoryGb").asInt()).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"replicaCpuMillicores\":5000} | 5000 | 20",
            "{\"replicaMemoryGb\":12} | 3000 | 12",
            "{\"replicaCpuMillicores\":1000,\"replicaMemoryGb\":null} | 1000 | 4"})
    void oneFigureFollowsFromTheOther(String body, int millicores, int memory) throws Exception {
        Reply changed = api.call("PATCH", scaling, body);
        assertThat(changed.result().path("replicaCpuMillicores").asInt()).isEqualTo(millicores);
        assertThat(changed.result().path("replicaMemoryGb").asInt()).isEqualTo(memory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | replicaCpuMillicores: it is missing; give it, or replicaMemoryGb",
            "{\"replicaCpuMillicores\":500} | replicaCpuMillicores (500): it is out of range; give a whole number from 1000 to 32000",
            "{\"replicaCpuMillicores\":33000} | replicaCpuMillicores (33000): it is out of range; give a whole number from 1000 to 32000",
            "{\"replicaCpuMillicores\":1500} | replicaCpuMillicores (1500): it goes by steps of 1000; give 1000 or 2000",
            "{\"replicaMemoryGb\":3} | replicaMemoryGb (3): it is out of range; give a whole number from 4 to 128",
            "{\"replicaMemoryGb\":10} | replicaMemoryGb (10): it goes by steps of 4; give 8 or 12",
            "{\"replicaCpuMillicores\":2000,\"replicaMemoryGb\":16} | replicaMemoryGb (16): it does not go with replicaCpuMillicores 2000; give 8, 4 for each core, or leave it out",
            "{\"replicaCpuMillicores\":\"2000\"} | replicaCpuMillicores (2000): it is a text, not a whole number; give a whole number from 1000 to 32000, without quotes",
            "{\"replicaMemoryGb\":8.5} | replicaMemoryGb (8.5): it is a number, not a whole number; give a whole number from 4 to 128, without quotes",
            "{\"replicaMemoryGb\":8,\"replicas\":2} | replicas: there is no such field; remove it, or correct it to one of replicaCpuMillicores, replicaMemoryGb",
            "[] | the body is an empty list; send a JSON object"})
    void whatNoWorkerCanHaveIsRefused(String body, String sentence) throws Exception {
        Reply refused = api.call("PATCH", scaling, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("BAD_REQUEST: " + sentence);
        assertThat(api.call("GET", scaling, null).result().path("replicaCpuMillicores").asInt()).isEqualTo(1000);
    }
}
