package dev.clickpipe.deploy.pipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.connection.SourceAddress;
import java.io.IOException;
import java.util.Map;

/** Bodies of create requests. */
public final class PipeBody {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private PipeBody() {}

    /**
     * A pipe that copies whole tables of one source database, changes included, a second apart.
     *
     * @param sourceType {@code mysql} or {@code mariadb}
     * @param reader who reads the source
     * @param targets destination tables by source tables
     */
    public static String of(String name, String sourceType, SourceAddress reader, String sourceDatabase,
            Map<String, String> targets, String destinationDatabase) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        ObjectNode mysql = body.putObject("source").putObject("mysql").put("type", sourceType)
                .put("host", reader.host()).put("port", reader.port()).put("authentication", "basic");
        mysql.putObject("credentials").put("username", reader.user()).put("password", reader.password());
        // The demo's source listens on the loopback interface alone.
        mysql.put("disableTls", true);
        mysql.putObject("settings").put("replicationMode", "cdc").put("replicationMechanism", "GTID")
                .put("syncIntervalSeconds", 1).put("pullBatchSize", 100_000).put("allowNullableColumns", true)
                .put("initialLoadParallelism", 2).put("snapshotNumRowsPerPartition", 50_000)
                .put("snapshotNumberOfParallelTables", 2);
        ArrayNode mappings = mysql.putArray("tableMappings");
        targets.forEach((table, target) -> mappings.addObject().put("sourceSchemaName", sourceDatabase)
                .put("sourceTable", table).put("targetTable", target).put("tableEngine", "ReplacingMergeTree"));
        body.putObject("destination").put("database", destinationDatabase);
        return JSON.writeValueAsString(body);
    }
}
