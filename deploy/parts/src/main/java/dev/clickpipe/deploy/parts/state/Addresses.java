package dev.clickpipe.deploy.parts.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * {@code addresses.json}: where everything answers while it runs, with the process ids and logs of the parts. It holds
 * passwords, so only its owner may read it.
 */
public final class Addresses {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Long> processes = new TreeMap<>();
    private final Map<String, String> logs = new TreeMap<>();

    public Addresses(StateDirectory state) {
        this.file = file(state);
    }

    /** The file's place. */
    public static Path file(StateDirectory state) {
        return state.path().resolve("addresses.json");
    }

    /** The file's content while parts run there, values by name; pids and logs left out. */
    public static Optional<Map<String, String>> read(StateDirectory state) {
        Path file = file(state);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> values = new TreeMap<>();
            JSON.readTree(file.toFile()).properties().forEach(entry -> {
                if (entry.getValue().isTextual()) {
                    values.put(entry.getKey(), entry.getValue().textValue());
                }
            });
            return Optional.of(values);
        } catch (IOException e) {
            throw new PartException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Adds values by name, such as {@code webUi}, and a part's process and log; written at once. */
    public synchronized void put(Map<String, String> added, String part, OptionalLong process, Path log) {
        values.putAll(added);
        process.ifPresent(id -> {
            processes.put(part, id);
            logs.put(part, log.toString());
        });
        write();
    }

    /** Adds one value by name. */
    public synchronized void put(String name, String value) {
        values.put(name, value);
        write();
    }

    /** Takes values and the part's process out. */
    public synchronized void remove(Iterable<String> names, String part) {
        names.forEach(values::remove);
        processes.remove(part);
        logs.remove(part);
        write();
    }

    /** Takes the file away: nothing runs. */
    public synchronized void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PartException(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private void write() {
        ObjectNode root = JSON.createObjectNode();
        values.forEach(root::put);
        ObjectNode pids = root.putObject("pids");
        processes.forEach(pids::put);
        ObjectNode paths = root.putObject("logs");
        logs.forEach(paths::put);
        try {
            StateDirectory.writePrivate(file, JSON.writeValueAsString(root) + "\n");
        } catch (JsonProcessingException e) {
            throw new PartException("addresses.json cannot be made: " + e.getMessage(), e);
        }
    }
}
