package dev.clickpipe.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a body, read member by member. A mistake is noted and reading goes on with a stand-in, so that all
 * mistakes are told at once. A member that is null counts as left out. {@link #end} must be called last.
 */
final class JsonObject {
    private final ObjectNode node;
    private final String path;
    private final BodyProblems findings;
    private final Set<String> known = new LinkedHashSet<>();

    JsonObject(ObjectNode node, String path, BodyProblems findings) {
        this.node = node;
        this.path = path;
        this.findings = findings;
    }

    /** The member's place in the body, such as {@code source.mysql.host}. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        known.add(name);
        return node.hasNonNull(name);
    }

    /** Whether no member has a value. */
    boolean isEmpty() {
        return node.properties().stream().allMatch(member -> member.getValue().isNull());
    }

    /** A text that must be there and not be empty. */
    String text(String name, int longest) {
        return present(name, "give a text").map(value -> textOf(name, value, longest)).orElse("");
    }

    /** A text that may be left out, not empty when it is there. */
    @Nullable
    String optionalText(String name, int longest) {
        return member(name).map(value -> textOf(name, value, longest)).orElse(null);
    }

    /** A text that must be there, may be empty, and is never shown. */
    String secret(String name) {
        Optional<JsonNode> value = present(name, "give a text");
        if (value.isPresent() && !value.get().isTextual()) {
            findings.add(at(name), "", "it is " + kindOf(value.get()) + ", not a text", "put it into quotes");
        }
        return value.map(JsonNode::asText).orElse("");
    }

    private String textOf(String name, JsonNode value, int longest) {
        if (!value.isTextual()) {
            wrongType(name, value, "a text", "put it into quotes");
            return "";
        }
        String text = value.textValue();
        if (text.isBlank()) {
            findings.add(at(name), "", "it is empty", "give a text, or leave it out where it is optional");
        } else if (text.length() > longest) {
            findings.add(at(name), text, "it has " + text.length() + " characters", "give at most " + longest);
        } else if (text.indexOf('\0') >= 0) {
            findings.add(at(name), text.replace('\0', '?'), "it holds the character U+0000", "leave it out");
        }
        return text;
    }

    /** A flag; false when left out. */
    boolean flag(String name) {
        return flag(name, false);
    }

    /** A flag that may be left out. */
    boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> value = member(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            wrongType(name, value.get(), "true or false", "give true or false without quotes");
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /** A whole number that must be there. */
    int number(String name, long lowest, long highest) {
        return present(name, "give a number").map(value -> (int) numberOf(name, value, lowest, highest)).orElse(0);
    }

    /** A whole number, or the default when left out. */
    int number(String name, int otherwise, long lowest, long highest) {
        return member(name).map(value -> (int) numberOf(name, value, lowest, highest)).orElse(otherwise);
    }

    /** A whole number beyond 31 bits that may be left out. */
    @Nullable
    Long optionalNumber(String name, long lowest, long highest) {
        return member(name).map(value -> numberOf(name, value, lowest, highest)).orElse(null);
    }

    private long numberOf(String name, JsonNode value, long lowest, long highest) {
        String range = "give a whole number from " + lowest + " to " + highest;
        if (!value.isIntegralNumber()) {
            wrongType(name, value, "a whole number", range + ", without quotes");
            return lowest;
        }
        if (!value.canConvertToLong() || value.longValue() < lowest || value.longValue() > highest) {
            findings.add(at(name), value.asText(), "it is out of range", range);
            return lowest;
        }
        return value.longValue();
    }

    /** One of several words that must be there; null after a mistake. */
    <T> @Nullable T choice(String name, Map<String, T> words) {
        return present(name, "give one of " + String.join(", ", words.keySet()))
                .map(value -> choiceOf(name, value, words)).orElse(null);
    }

    /** One of several words, or the default when left out. */
    <T> T choice(String name, Map<String, T> words, T otherwise) {
        return member(name).map(value -> choiceOf(name, value, words)).orElse(otherwise);
    }

    private <T> @Nullable T choiceOf(String name, JsonNode value, Map<String, T> words) {
        String remedy = "give one of " + String.join(", ", words.keySet());
        if (!value.isTextual()) {
            wrongType(name, value, "a text", remedy);
            return null;
        }
        T choice = words.get(value.textValue());
        if (choice == null) {
            findings.add(at(name), value.textValue(), "it is not a known value", remedy);
        }
        return choice;
    }

    /** An object that must be there; an empty stand-in, whose members are not missed, after a mistake. */
    Optional<JsonObject> object(String name) {
        return present(name, "give an object").flatMap(value -> objectOf(at(name), value));
    }

    /** An object that may be left out. */
    JsonObject optionalObject(String name) {
        return member(name).flatMap(value -> objectOf(at(name), value))
                .orElseGet(() -> new JsonObject(JsonNodeFactory.instance.objectNode(), at(name), findings));
    }

    private Optional<JsonObject> objectOf(String place, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return Optional.of(new JsonObject(object, place, findings));
        }
        findings.add(place, kindOf(value), "it is not an object", "give an object in braces");
        return Optional.empty();
    }

    /** A list of objects that must be there and hold at least one. */
    List<JsonObject> objects(String name) {
        return present(name, "give a list").map(value -> {
            if (!value.isArray() || value.isEmpty()) {
                findings.add(at(name), kindOf(value), "it is not a list of at least one object",
                        "give a list in brackets");
            }
            return objectsOf(name, value);
        }).orElse(List.of());
    }

    /** A list of objects; empty when left out. */
    List<JsonObject> optionalObjects(String name) {
        return member(name).map(value -> {
            if (!value.isArray()) {
                wrongType(name, value, "a list of objects", "give a list in brackets");
            }
            return objectsOf(name, value);
        }).orElse(List.of());
    }

    private List<JsonObject> objectsOf(String name, JsonNode list) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            objectOf(at(name) + "[" + i + "]", list.get(i)).ifPresent(objects::add);
        }
        return objects;
    }

    /** A list of texts; empty when left out. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        member(name).ifPresent(value -> {
            if (!value.isArray()) {
                wrongType(name, value, "a list of texts", "give a list in brackets");
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                JsonNode item = value.get(i);
                if (item.isTextual() && !item.textValue().isEmpty()) {
                    texts.add(item.textValue());
                } else {
                    wrongType(name + "[" + i + "]", item, "a text", "give a text that is not empty");
                }
            }
        });
        return texts;
    }

    /** A member of the contract that this service takes only empty: null, {@code []} or {@code {}}. */
    void refuse(String name, String problem, String remedy) {
        member(name).filter(value -> !(value.isContainerNode() && value.isEmpty()))
                .ifPresent(value -> findings.add(at(name), "", problem, remedy));
    }

    /** Adds a mistake that only the caller could see. */
    void mistake(String name, String value, String problem, String remedy) {
        findings.add(at(name), value, problem, remedy);
    }

    /** Ends reading of this object: members that nobody asked for are mistakes. Their values are not shown. */
    void end() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                findings.add(at(name), "", "there is no such field", "remove it, or correct it to one of "
                        + String.join(", ", known));
            }
        });
    }

    /** Members that may stand there and mean nothing. */
    void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** The same where members that nobody asked for may stand as long as they say what is so already. */
    void endUnchanged(JsonNode now) {
        node.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!known.contains(member.getKey()) && !value.isNull()
                    && !now.path(member.getKey()).equals(JsonObject::byValue, value)) {
                findings.add(at(member.getKey()), "",
                        now.has(member.getKey()) ? "it cannot be changed" : "there is no such field",
                        "leave it out; of this object there can be changed: " + String.join(", ", known));
            }
        });
    }

    /** Numbers are the same however many digits they were read for. */
    private static int byValue(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private Optional<JsonNode> present(String name, String remedy) {
        Optional<JsonNode> value = member(name);
        if (value.isEmpty()) {
            findings.add(at(name), "", "it is missing", remedy);
        }
        return value;
    }

    private Optional<JsonNode> member(String name) {
        known.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private void wrongType(String name, JsonNode value, String expected, String remedy) {
        String shown = value.isContainerNode() ? kindOf(value) : value.asText();
        findings.add(at(name), shown, "it is " + kindOf(value) + ", not " + expected, remedy);
    }

    static String kindOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
