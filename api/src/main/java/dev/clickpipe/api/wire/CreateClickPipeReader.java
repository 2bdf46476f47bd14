package dev.clickpipe.api.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.workflows.contract.StartPositionRules;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a create. */
public final class CreateClickPipeReader {
    static final int LONGEST_NAME = 255;
    private static final String OTHER_PIPES = "it belongs to pipes that do not read MySQL";

    private CreateClickPipeReader() {}

    /** Reads all of it; refuses with everything that is wrong. */
    public static CreateClickPipe read(byte[] bytes) {
        ObjectNode tree = JsonBody.parse(bytes);
        BodyProblems findings = new BodyProblems();
        JsonObject body = new JsonObject(tree, "", findings);
        String name = body.text("name", LONGEST_NAME);
        Optional<MysqlSourceReader.Read> source = body.object("source").flatMap(CreateClickPipeReader::source);
        String database = database(body.optionalObject("destination"));
        body.refuse("fieldMappings", OTHER_PIPES, "leave it out: columns keep their names");
        body.refuse("settings", OTHER_PIPES, "put settings under source.mysql.settings");
        body.refuse("scaling", "scaling is not built yet", "leave it out");
        body.end();
        source.ifPresent(read -> {
            checkTargets(read.tables(), findings);
            StartPositionRules.findings(read.replication(), read.source().type()).forEach(
                    found -> findings.add(found.field(), found.value(), found.problem(), found.remedy()));
        });
        findings.refuseIfAny();
        MysqlSourceReader.Read read = source.orElseThrow();
        return new CreateClickPipe(name, read.source(), read.replication(), read.tables(), database,
                new CreateClickPipe.CanonicalBody(JsonBody.canonical(tree)));
    }

    private static Optional<MysqlSourceReader.Read> source(JsonObject source) {
        for (String other : List.of("kafka", "kinesis", "pubsub", "objectStorage", "postgres", "bigquery", "mongodb",
                "validateSamples")) {
            source.refuse(other, OTHER_PIPES, "leave it out and give mysql");
        }
        Optional<MysqlSourceReader.Read> read = source.object("mysql").flatMap(MysqlSourceReader::read);
        source.end();
        return read;
    }

    private static String database(JsonObject destination) {
        String database = destination.optionalText("database", LONGEST_NAME);
        for (String other : List.of("table", "managedTable", "tableDefinition", "columns", "roles")) {
            destination.refuse(other, OTHER_PIPES, "leave it out and name tables by source.mysql.tableMappings");
        }
        destination.end();
        return database == null ? "default" : database;
    }

    private static void checkTargets(List<TableMapping> tables, BodyProblems findings) {
        Map<Object, Integer> seen = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            TableMapping table = tables.get(i);
            String place = "source.mysql.tableMappings[" + i + "].";
            Integer sameSource = seen.putIfAbsent(table.source(), i);
            if (sameSource != null) {
                findings.add(place + "sourceTable", table.source().quoted(),
                        "tableMappings[" + sameSource + "] names this table too", "name each source table once");
            }
            Integer sameTarget = seen.putIfAbsent(table.target(), i);
            if (sameTarget != null && (table.engine() != TableEngine.REPLACING_MERGE_TREE
                    || tables.get(sameTarget).engine() != TableEngine.REPLACING_MERGE_TREE)) {
                findings.add(place + "targetTable", table.target(),
                        "tableMappings[" + sameTarget
                                + "] goes there too, and only tables with engine ReplacingMergeTree share a target",
                        "give each table a target of its own");
            }
        }
    }
}
