package dev.clickpipe.activities.types;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What keeps a table from being mapped. */
public final class MappingProblems {
    private final TableDefinition table;
    private final TableMapping mapping;
    private final List<ColumnDefinition> carried;
    private final WriteMode writeMode;
    private final List<String> sortingKey;
    private final List<String> problems = new ArrayList<>();

    private MappingProblems(TableDefinition table, TableMapping mapping) {
        this.table = table;
        this.mapping = mapping;
        carried = table.columns().stream().filter(column -> !mapping.excludedColumns().contains(column.name()))
                .toList();
        writeMode = WriteMode.of(table, mapping);
        sortingKey = RowLayout.sortingKey(table, mapping, writeMode);
    }

    /** All of it, each a clause that names its column; empty when nothing does. */
    public static List<String> of(TableDefinition table, TableMapping mapping) {
        MappingProblems found = new MappingProblems(table, mapping);
        found.checkMentioned();
        found.checkSortingKey();
        found.checkNames();
        found.checkTypes();
        return found.problems;
    }

    private boolean exists(String name) {
        return table.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    private void checkMentioned() {
        for (String name : mapping.excludedColumns()) {
            if (!exists(name)) {
                problems.add("excluded column `" + name + "` does not exist");
            }
        }
        for (ColumnMapping column : mapping.columns()) {
            if (!exists(column.source())) {
                problems.add("column `" + column.source() + "` of columns does not exist");
            } else if (mapping.excludedColumns().contains(column.source())) {
                problems.add("column `" + column.source() + "` is excluded, and is listed in columns too");
            }
        }
    }

    private void checkSortingKey() {
        for (String name : sortingKey) {
            if (name.equals(RowLayout.VERSION)) {
                continue;
            }
            if (!exists(name)) {
                problems.add("column `" + name + "` of the sorting key does not exist");
            } else if (mapping.excludedColumns().contains(name)) {
                problems.add("column `" + name + "` is excluded, but belongs to the primary or sorting key");
            }
        }
    }

    private void checkNames() {
        Set<String> taken = new HashSet<>();
        for (ColumnDefinition column : carried) {
            String name = RowLayout.targetName(column.name(), mapping);
            if (RowLayout.METADATA.contains(name) || name.startsWith(RowLayout.RESERVED_PREFIX)) {
                problems.add("column `" + column.name() + "` bears a name that the pipe writes itself, `" + name + "`");
            } else if (!taken.add(name)) {
                problems.add("column `" + column.name() + "` would be `" + name + "` as another column is");
            }
        }
    }

    private void checkTypes() {
        for (ColumnDefinition column : carried) {
            if (ColumnType.parse(column) instanceof ColumnType.Unsupported(String reason)) {
                problems.add("column `" + column.name() + "`: " + reason);
            } else {
                boolean inKey = writeMode == WriteMode.UPSERT && sortingKey.contains(column.name());
                mapping.column(column.name()).map(ColumnMapping::type)
                        .filter(_ -> RowLayout.codec(column, inKey, mapping).isEmpty())
                        .ifPresent(chosen -> problems.add("column `" + column.name() + "` of type "
                                + column.columnType() + " cannot be carried to " + chosen + why(chosen)));
            }
        }
    }

    private static String why(String chosen) {
        if (chosen.contains("Nullable")) {
            return ": give the type alone, allowNullableColumns says which columns take NULL";
        }
        return DestinationType.parse(chosen).isEmpty()
                ? ", which is not among the types that TYPES.md lists under options per column"
                : "; what it can become is listed in TYPES.md under options per column";
    }
}
