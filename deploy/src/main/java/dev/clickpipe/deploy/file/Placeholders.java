package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${NAME}} in a text stands for a variable of the environment, so that files need hold no password. */
public final class Placeholders {
    static final String USERNAME = "CLICKPIPE_SOURCE_USERNAME";
    static final String PASSWORD = "CLICKPIPE_SOURCE_PASSWORD";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Map<String, String> environment;
    private final SortedSet<String> missing = new TreeSet<>();

    private Placeholders(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What stands for a variable. */
    static String of(String name) {
        return "${" + name + "}";
    }

    /**
     * The body with all of them filled in.
     *
     * @throws PipeFileException naming all variables that are not set
     */
    public static ObjectNode fill(ObjectNode body, Map<String, String> environment) {
        Placeholders placeholders = new Placeholders(environment);
        ObjectNode filled = placeholders.object(body);
        if (!placeholders.missing.isEmpty()) {
            throw new PipeFileException("The file takes " + String.join(", ", placeholders.missing)
                    + " from the environment, where it is not set");
        }
        return filled;
    }

    private ObjectNode object(ObjectNode body) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        body.properties().forEach(member -> filled.set(member.getKey(), node(member.getValue())));
        return filled;
    }

    private JsonNode node(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> filled.add(node(element)));
                yield filled;
            }
            case TextNode text -> TextNode.valueOf(text(text.textValue()));
            case JsonNode other -> other;
        };
    }

    private String text(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = environment.get(found.group(1));
            if (value == null) {
                missing.add(found.group(1));
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
