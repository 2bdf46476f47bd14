package dev.clickpipe.deploy.pipe;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far one table has come.
 *
 * @param table the source table with its database
 * @param target the destination table
 * @param rowsEstimated rows the source is thought to have; 0 while not known
 * @param changes inserts, updates and deletes applied since the pipe runs
 */
public record TableProgress(String table, String target, long rowsLoaded, long rowsEstimated, int partitionsDone,
        int partitions, long changes) {

    static TableProgress of(JsonNode json) {
        JsonNode source = json.path("source");
        String table = source.isTextual()
                ? source.asText()
                : source.path("database").asText() + "." + source.path("table").asText();
        return new TableProgress(table, json.path("target").asText(), json.path("rowsLoaded").asLong(),
                json.path("rowsEstimated").asLong(), json.path("partitionsDone").asInt(),
                json.path("partitions").asInt(), json.path("inserts").asLong() + json.path("updates").asLong()
                        + json.path("deletes").asLong());
    }

    /** Whether all its rows are loaded. */
    public boolean isLoaded() {
        return partitions > 0 && partitionsDone == partitions;
    }
}
