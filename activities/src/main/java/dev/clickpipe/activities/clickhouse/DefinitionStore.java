package dev.clickpipe.activities.clickhouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.activities.clickhouse.TableSpecification.Column;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The definitions of source tables, recorded in one table of the destination database, where people can read them.
 *
 * <p>Rows are never changed: a definition that differs from the newest one becomes the next revision. Recording is safe
 * to repeat.
 */
public final class DefinitionStore {
    /** Name of the table in the destination database. */
    public static final String TABLE = "_clickpipe_definitions";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClickHouse clickHouse;
    private final String database;

    /** The store in a destination database. */
    public DefinitionStore(ClickHouse clickHouse, String database) {
        this.clickHouse = clickHouse;
        this.database = database;
    }

    /** Makes the table unless it is there. */
    public void create() {
        new DestinationTables(clickHouse).createUnlessThere(new TableSpecification(database, TABLE, List.of(
                new Column("pipe", "UUID", "Id of the pipe"),
                new Column("source_schema", "String", "Database of the source table"),
                new Column("source_table", "String", "Name of the source table"),
                new Column("revision", "UInt32", "Counts the definitions of the table, from 1"),
                new Column("definition", "String", "The definition as JSON"),
                new Column("recorded_at", "DateTime64(3, 'UTC') DEFAULT now64(3)", "When the pipe recorded it")),
                new Storage.Kept(List.of("pipe", "source_schema", "source_table", "revision")),
                "Definitions of the source tables of ClickPipe pipes. Written by them, never changed."));
    }

    /** Records a definition and returns its revision: the newest one when nothing has changed since. */
    public int record(UUID pipeId, TableDefinition definition) {
        List<Recorded> newest = select(
                where(pipeId, definition.name()) + " ORDER BY revision DESC, recorded_at LIMIT 1");
        if (!newest.isEmpty() && newest.getFirst().definition().equals(definition)) {
            return newest.getFirst().revision();
        }
        int revision = newest.isEmpty() ? 1 : newest.getFirst().revision() + 1;
        clickHouse.execute("INSERT INTO " + table()
                + " (pipe, source_schema, source_table, revision, definition) VALUES ("
                + Identifiers.literal(pipeId.toString()) + ", " + Identifiers.literal(definition.name().schema()) + ", "
                + Identifiers.literal(definition.name().table()) + ", " + revision + ", "
                + Identifiers.literal(toJson(definition)) + ")");
        return revision;
    }

    /**
     * The definition under a revision.
     *
     * @throws PipeException DESTINATION_CHANGED when it is not there, because somebody deleted it
     */
    public TableDefinition read(UUID pipeId, TableName name, int revision) {
        // Of two rows of one revision the first counts, for every reader.
        List<Recorded> found = select(
                where(pipeId, name) + " AND revision = " + revision + " ORDER BY recorded_at LIMIT 1");
        if (found.isEmpty()) {
            throw notRecorded(name, revision);
        }
        return found.getFirst().definition();
    }

    /**
     * The definitions of many tables, each under its revision, by one statement: a far ClickHouse answers hundreds of
     * statements in many seconds.
     *
     * @throws PipeException DESTINATION_CHANGED when one is not there, because somebody deleted it
     */
    public Map<TableName, TableDefinition> readAll(UUID pipeId, Map<TableName, Integer> revisions) {
        if (revisions.isEmpty()) {
            return Map.of();
        }
        // Not by names: hundreds of them may be longer than ClickHouse lets a statement be.
        String numbers = revisions.values().stream().distinct().map(String::valueOf).collect(Collectors.joining(", "));
        Map<TableName, TableDefinition> found = new HashMap<>();
        for (Written row : clickHouse.select("SELECT source_schema, source_table, toString(revision) AS revision_text,"
                + " definition FROM " + table() + " WHERE pipe = " + Identifiers.literal(pipeId.toString())
                + " AND revision IN (" + numbers + ") ORDER BY source_schema, source_table, revision, recorded_at"
                + " LIMIT 1 BY source_schema, source_table, revision SETTINGS select_sequential_consistency = 1",
                DefinitionStore::written)) {
            if (row.revision() == revisions.getOrDefault(row.name(), 0)) {
                found.put(row.name(), fromJson(row.definition()));
            }
        }
        revisions.forEach((name, revision) -> {
            if (!found.containsKey(name)) {
                throw notRecorded(name, revision);
            }
        });
        return found;
    }

    private PipeException notRecorded(TableName name, int revision) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                "Revision " + revision + " of the definition of " + name.quoted() + " is not in " + table(),
                "Restore the table from a backup, or resync the pipe, which records all definitions again.", name));
    }

    private List<Recorded> select(String condition) {
        return clickHouse.select("SELECT toString(revision) AS revision_text, definition FROM " + table() + condition
                + " SETTINGS select_sequential_consistency = 1", DefinitionStore::recorded);
    }

    private static String where(UUID pipeId, TableName name) {
        return " WHERE pipe = " + Identifiers.literal(pipeId.toString()) + " AND source_schema = "
                + Identifiers.literal(name.schema()) + " AND source_table = " + Identifiers.literal(name.table());
    }

    private static Recorded recorded(ResultRow row) {
        return new Recorded(Integer.parseInt(row.text("revision_text")), fromJson(row.text("definition")));
    }

    private static Written written(ResultRow row) {
        return new Written(new TableName(row.text("source_schema"), row.text("source_table")),
                Integer.parseInt(row.text("revision_text")), row.text("definition"));
    }

    private static TableDefinition fromJson(String definition) {
        try {
            return JSON.readValue(definition, TableDefinition.class);
        } catch (JsonProcessingException failure) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                    "A definition recorded in " + TABLE + " cannot be read",
                    "Restore the table from a backup, or resync the pipe, which records all definitions again.", null),
                    failure);
        }
    }

    private static String toJson(TableDefinition definition) {
        try {
            return JSON.writeValueAsString(definition);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("A table definition cannot be written as JSON", failure);
        }
    }

    private String table() {
        return Identifiers.quote(database, TABLE);
    }

    private record Recorded(int revision, TableDefinition definition) {}

    /** A row as it stands there. */
    private record Written(TableName name, int revision, String definition) {}
}
