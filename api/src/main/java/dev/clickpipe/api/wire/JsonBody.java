package dev.clickpipe.api.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.api.answers.RefusedException;
import java.io.IOException;

/** A request's body: one JSON object, no member twice, nothing behind it. */
final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private JsonBody() {}

    static ObjectNode parse(byte[] body) {
        if (body.length == 0) {
            throw RefusedException.badRequest("the body is empty; send a JSON object");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw RefusedException
                    .badRequest("the body is " + JsonObject.kindOf(node) + "; send a JSON object");
        } catch (JsonProcessingException e) {
            // Only the place: Jackson's own text quotes the body, which may hold a password.
            JsonLocation place = e.getLocation();
            throw RefusedException.badRequest("the body is not JSON"
                    + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr())
                    + "; check quotes, commas, braces and duplicate members");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are always readable", e);
        }
    }

    /** The same bytes for bodies that differ in the order of members and in white space alone. */
    static byte[] canonical(ObjectNode body) {
        try {
            return MAPPER.writeValueAsBytes(MAPPER.treeToValue(body, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }
}
