package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body that creates a pipe like one that there is. */
final class CreateBody {
    private CreateBody() {}

    /**
     * From what GET answers. Members without a value are left out; credentials, which no answer holds, are placeholders.
     */
    static ObjectNode of(JsonNode answer) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("name", answer.path("name"));
        ObjectNode mysql = body.putObject("source").putObject("mysql");
        withoutNothing(answer.path("source").path("mysql")).properties().forEach(member -> {
            mysql.set(member.getKey(), member.getValue());
            if (member.getKey().equals("port")) {
                mysql.putObject("credentials").put("username", Placeholders.of(Placeholders.USERNAME))
                        .put("password", Placeholders.of(Placeholders.PASSWORD));
            }
        });
        body.set("destination", withoutNothing(answer.path("destination")));
        return body;
    }

    /** A copy without null and without empty lists, which say the same as a member that is left out. */
    static JsonNode withoutNothing(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().stream().filter(member -> saysSomething(member.getValue()))
                        .forEach(member -> copy.set(member.getKey(), withoutNothing(member.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(withoutNothing(element)));
                yield copy;
            }
            case JsonNode other -> other;
        };
    }

    private static boolean saysSomething(JsonNode value) {
        return !value.isNull() && !(value.isArray() && value.isEmpty());
    }
}
