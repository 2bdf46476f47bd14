package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads which tables a PATCH removes and adds; those removed make room for those added. */
final class PatchTablesReader {
    private final List<TableMapping> now;
    private final List<TableName> dropped = new ArrayList<>();
    private final List<TableMapping> added = new ArrayList<>();

    private PatchTablesReader(List<TableMapping> now) {
        this.now = now;
    }

    /**
     * What stands in there; of use only when nothing was wrong.
     *
     * @param added without those that the pipe has already just so
     */
    record Read(List<TableName> dropped, List<TableMapping> added) {
        Read {
            dropped = List.copyOf(dropped);
            added = List.copyOf(added);
        }
    }

    static Read read(JsonObject mysql, List<TableMapping> now) {
        PatchTablesReader reader = new PatchTablesReader(now);
        mysql.optionalObjects("tableMappingsToRemove").forEach(reader::drop);
        List<TableMapping> kept = now.stream().filter(table -> !reader.dropped.contains(table.source())).toList();
        mysql.optionalObjects("tableMappingsToAdd").forEach(given -> reader.add(given, kept));
        return new Read(reader.dropped, reader.added);
    }

    private void drop(JsonObject given) {
        TableMapping mapping = MysqlSourceReader.table(given);
        if (now.stream().noneMatch(
                table -> table.source().equals(mapping.source()) && table.target().equals(mapping.target()))) {
            given.mistake("sourceTable", mapping.source().quoted(),
                    "the ClickPipe does not copy that table into " + mapping.target(),
                    "name a table of its tableMappings");
        }
        dropped.add(mapping.source());
    }

    private void add(JsonObject given, List<TableMapping> kept) {
        TableMapping mapping = MysqlSourceReader.table(given);
        if (kept.contains(mapping)) {
            // The same PATCH once more: clients repeat what they got no answer to.
            return;
        }
        checkSource(given, mapping, kept);
        checkTarget(given, mapping, kept);
        added.add(mapping);
    }

    private void checkSource(JsonObject given, TableMapping mapping, List<TableMapping> kept) {
        kept.stream().filter(other -> other.source().equals(mapping.source())).findFirst()
                .ifPresent(other -> given.mistake("sourceTable", mapping.source().quoted(),
                        "the ClickPipe copies that table into " + other.target() + " already, by another mapping",
                        "leave it out, or have it dropped first: put its mapping into tableMappingsToRemove"));
        if (added.stream().anyMatch(other -> other.source().equals(mapping.source()))) {
            given.mistake("sourceTable", mapping.source().quoted(), "duplicate in tableMappingsToAdd",
                    "name each source table once");
        }
    }

    /** Unlike at create, tables share no target: what is loaded goes beside a table and takes all of its place. */
    private void checkTarget(JsonObject given, TableMapping mapping, List<TableMapping> kept) {
        List<TableMapping> others = new ArrayList<>(kept);
        others.addAll(added);
        others.stream()
                .filter(other -> other.target().equals(mapping.target()) && !other.source().equals(mapping.source()))
                .findFirst().ifPresent(other -> given.mistake("targetTable", mapping.target(),
                        other.source().quoted() + " goes there too, and a table that is added shares no target",
                        "give it a target of its own"));
    }
}
