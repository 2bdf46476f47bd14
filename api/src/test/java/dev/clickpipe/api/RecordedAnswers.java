package dev.clickpipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Compares answers with those recorded beside the tests; ids and times, which differ each time, by their form. */
final class RecordedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RecordedAnswers() {}

    static void assertSame(JsonNode answer, String name) throws IOException {
        String shown = JSON.writeValueAsString(answer)
                .replaceAll("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"", "\"<uuid>\"")
                .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\"", "\"<time>\"")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>");
        String file = "/golden/" + name + ".json";
        try (InputStream golden = RecordedAnswers.class.getResourceAsStream(file)) {
            assertThat(golden).as(file + " is missing; the answer was:\n" + shown).isNotNull();
            assertThat(shown).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
