package dev.clickpipe.deploy.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.UUID;

/** A pipe as GET answers it. */
public record Pipe(UUID id, String name, PipeState state) {

    /** Reads what the API answered; what is no pipe is an error of the API. */
    static Pipe of(JsonNode json) throws IOException {
        try {
            return new Pipe(UUID.fromString(json.path("id").asText()), json.path("name").asText(),
                    PipeState.of(json.path("state").asText()));
        } catch (IllegalArgumentException mistake) {
            throw new IOException("The API answered no pipe: " + json, mistake);
        }
    }
}
