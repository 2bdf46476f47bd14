package dev.clickpipe.api.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.api.CreateBodies;
import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.wire.ClickPipeAnswer;
import dev.clickpipe.api.wire.CreateClickPipe;
import dev.clickpipe.api.wire.CreateClickPipeReader;
import dev.clickpipe.api.wire.PatchClickPipeReader;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.secrets.SealKeys;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the API makes of bodies: creates and changes of a pipe whose body says no more than it must. */
final class PipeBodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecretSealer SEALER = SecretSealer.fromText(SealKeys.generate().publicKey());
    private static final UUID ID = UUID.fromString("33333333-3333-4333-8333-333333333333");

    /** What no body may leave out. */
    private static final Set<String> REQUIRED = Set.of("replicationMode", "port");

    private PipeBodies() {}

    /** A create with one more member of the object at that place; empty when it is refused. */
    static Optional<PipeConfiguration> create(String place, String member, Optional<JsonNode> value) {
        try {
            CreateClickPipe read = CreateClickPipeReader
                    .read(CreateBodies.example(body -> change(body, place, member, value)).getBytes(UTF_8));
            return Optional.of(read.configuration(ID, ID, SEALER, Instant.EPOCH).withoutPassword());
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }

    /** Whether a PATCH takes that member with another value than the pipe's. */
    static boolean takesPatch(String place, String member, JsonNode value) {
        PipeConfiguration now = create(place, member, Optional.empty()).orElseThrow();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.withObject(place).set(member, value);
        try {
            PatchClickPipeReader.read(body.toString().getBytes(UTF_8), now,
                    ClickPipeAnswer.of(now, PipeStatus.starting(Instant.EPOCH)));
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static void change(ObjectNode body, String place, String member, Optional<JsonNode> value) {
        // Of the example, only what must be there stays.
        ObjectNode settings = CreateBodies.settings(body);
        settings.retain("replicationMode");
        CreateBodies.mysql(body).remove("authentication");
        CreateBodies.table(body).remove("tableEngine");
        ObjectNode object = (ObjectNode) body.at(place);
        value.ifPresentOrElse(given -> object.set(member, given), () -> {
            if (!REQUIRED.contains(member)) {
                object.remove(member);
            }
        });
    }
}
