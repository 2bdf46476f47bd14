package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A body as its fields: each path with its value as text. What is left out has the value that the API gives it; tables and
 * columns are known by their source's names, because their order says nothing. Credentials are left out.
 */
final class BodyFields {
    private static final String MYSQL = "source.mysql.";
    private static final String SETTINGS = MYSQL + "settings.";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry(MYSQL + "type", "mysql"),
            Map.entry(MYSQL + "authentication", "basic"), Map.entry(MYSQL + "disableTls", "false"),
            Map.entry(MYSQL + "skipCertVerification", "false"), Map.entry(SETTINGS + "replicationMechanism", "GTID"),
            Map.entry(SETTINGS + "syncIntervalSeconds", "60"), Map.entry(SETTINGS + "pullBatchSize", "100000"),
            Map.entry(SETTINGS + "useCompression", "false"), Map.entry(SETTINGS + "allowNullableColumns", "false"),
            Map.entry(SETTINGS + "initialLoadParallelism", "4"),
            Map.entry(SETTINGS + "snapshotNumRowsPerPartition", "100000"),
            Map.entry(SETTINGS + "snapshotNumberOfParallelTables", "1"), Map.entry(SETTINGS + "deleteOnMerge", "false"),
            Map.entry(SETTINGS + "valuesOutOfRange", "nearest"),
            Map.entry(SETTINGS + "foreignKeyCascades", "refuse"), Map.entry("destination.database", "default"));
    private static final Map<String, String> TABLE_DEFAULTS = Map.of("tableEngine", "ReplacingMergeTree",
            "useCustomSortingKey", "false");

    private final SortedMap<String, String> values = new TreeMap<>(DEFAULTS);

    private BodyFields() {}

    static SortedMap<String, String> of(ObjectNode body) {
        BodyFields fields = new BodyFields();
        fields.addObject("", (ObjectNode) CreateBody.withoutNothing(body));
        return fields.values;
    }

    private void addObject(String prefix, ObjectNode object) {
        object.properties().forEach(member -> {
            String path = prefix + member.getKey();
            if (!path.equals(MYSQL + "credentials")) {
                add(path, member.getValue());
            }
        });
    }

    private void add(String path, JsonNode value) {
        switch (value) {
            case ObjectNode object -> addObject(path + ".", object);
            case ArrayNode list when path.equals(MYSQL + "tableMappings") -> list.forEach(table -> {
                String one = path + "[" + table.path("sourceSchemaName").asText() + "."
                        + table.path("sourceTable").asText() + "]";
                TABLE_DEFAULTS.forEach((name, text) -> values.put(one + "." + name, text));
                add(one, table);
            });
            case ArrayNode list when path.endsWith("].columns") -> list.forEach(
                    column -> add(path + "[" + column.path("sourceColumn").asText() + "]", column));
            case ArrayNode list when path.endsWith("].excludedColumns") -> values.put(path,
                    StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).sorted()
                            .collect(Collectors.joining(", ")));
            case ArrayNode list -> values.put(path, StreamSupport.stream(list.spliterator(), false)
                    .map(JsonNode::asText).collect(Collectors.joining(", ")));
            case JsonNode scalar -> values.put(path, scalar.asText());
        }
    }
}
