package dev.clickpipe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Bodies of creates: the contract's example, changed at will. */
public final class CreateBodies {
    /** Stands in every body and may stand nowhere else. */
    public static final String PASSWORD = "hunter2-äß\\\"";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EXAMPLE = """
            {"name":"orders","source":{"mysql":{"type":"mysql","host":"db","port":3306,"authentication":"basic",
             "credentials":{"username":"u","password":"p"},
             "settings":{"replicationMode":"cdc","replicationMechanism":"GTID","syncIntervalSeconds":60,
              "pullBatchSize":100000,"initialLoadParallelism":4,"snapshotNumRowsPerPartition":100000,
              "snapshotNumberOfParallelTables":1},
             "tableMappings":[{"sourceSchemaName":"shop","sourceTable":"orders","targetTable":"shop_orders",
              "tableEngine":"ReplacingMergeTree"}]}},
             "destination":{"database":"default"}}
            """;

    private CreateBodies() {}

    /** The example. */
    public static String example() {
        return example(body -> {});
    }

    /** The example, changed. */
    public static String example(Consumer<ObjectNode> change) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(EXAMPLE);
            mysql(body).withObject("/credentials").put("password", PASSWORD);
            change.accept(body);
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its {@code source.mysql}. */
    public static ObjectNode mysql(ObjectNode body) {
        return body.withObject("/source/mysql");
    }

    /** Its {@code source.mysql.settings}. */
    public static ObjectNode settings(ObjectNode body) {
        return body.withObject("/source/mysql/settings");
    }

    /** Its only table mapping. */
    public static ObjectNode table(ObjectNode body) {
        return (ObjectNode) mysql(body).withArray("tableMappings").get(0);
    }
}
