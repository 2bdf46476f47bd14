package dev.clickpipe.deploy.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a pipe has come.
 *
 * @param sentence what it does, in words
 * @param live whether a worker told it; else the tables' figures are missing
 * @param lagMilliseconds how far the destination is behind; empty when nothing is known
 */
public record PipeProgress(PipeState state, String sentence, boolean live, List<TableProgress> tables,
        OptionalLong lagMilliseconds,
        String error) {
    public PipeProgress {
        tables = List.copyOf(tables);
    }

    static PipeProgress of(JsonNode json) {
        List<TableProgress> tables = new ArrayList<>();
        json.path("tables").forEach(table -> tables.add(TableProgress.of(table)));
        JsonNode lag = json.path("lagMilliseconds");
        return new PipeProgress(PipeState.of(json.path("state").asText()), json.path("sentence").asText(""),
                json.path("live").asBoolean(), tables,
                lag.isNumber() ? OptionalLong.of(lag.asLong()) : OptionalLong.empty(), error(json.path("error")));
    }

    private static String error(JsonNode error) {
        if (error.isTextual()) {
            return error.asText();
        }
        if (!error.isObject()) {
            return "";
        }
        String remedy = error.path("remedy").asText("");
        String message = error.path("message").asText(error.toString());
        return remedy.isEmpty() ? message : message + (message.endsWith(".") ? " " : ". ") + remedy;
    }

    /** Changes of all tables. */
    public long changes() {
        return tables.stream().mapToLong(TableProgress::changes).sum();
    }

    /** Rows of all tables that the snapshot wrote. */
    public long rowsLoaded() {
        return tables.stream().mapToLong(TableProgress::rowsLoaded).sum();
    }
}
