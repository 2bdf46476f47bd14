package dev.clickpipe.deploy.compare.table;

import dev.clickpipe.deploy.connection.ClickHouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Pairs the columns of a source table with those of its destination, or says why that cannot be. */
public final class TableReading {
    private static final Set<String> APPENDED = Set.of("MergeTree", "ReplicatedMergeTree", "SharedMergeTree");

    private final Connection source;
    private final ClickHouse clickHouse;

    public TableReading(Connection source, ClickHouse clickHouse) {
        this.source = source;
        this.clickHouse = clickHouse;
    }

    public ComparedTable read(TablePair pair) throws CompareException, SQLException, IOException, InterruptedException {
        List<SourceSchema.Column> sourceColumns = SourceSchema.columns(source, pair.source());
        if (sourceColumns.isEmpty()) {
            throw new CompareException("The source has no table " + pair.source()
                    + ", or its user may not see it; name it as database.table, in the server's spelling");
        }
        boolean appended = isAppended(pair.destination());
        List<String> key = appended ? List.of() : SourceSchema.key(source, pair.source());
        if (key.isEmpty() && !appended) {
            throw new CompareException("Table " + pair.source()
                    + " has neither a primary key nor a unique key without NULLs, by which rows could be matched");
        }
        Map<String, DestinationType> destination = DestinationSchema.columns(clickHouse, pair.destination());
        List<SourceSchema.Column> copied = new ArrayList<>(sourceColumns.stream()
                .filter(column -> !pair.excludedColumns().contains(column.name())).toList());
        copied.sort(Comparator.comparingInt(column -> position(key, column.name())));
        List<ComparedColumn> columns = new ArrayList<>();
        for (SourceSchema.Column column : copied) {
            columns.add(paired(pair, column, destination));
        }
        if (appended) {
            // Behind them the rows' order says nothing.
            columns.sort(Comparator.comparing(column -> column.kind() == CellKind.GEOMETRY));
        }
        if (!columns.stream().limit(key.size()).map(ComparedColumn::name).toList().equals(key)) {
            throw new CompareException("Columns of the key of " + pair.source() + " " + key
                    + " are excluded, so rows cannot be matched");
        }
        return new ComparedTable(pair, columns, appended ? columns.size() : key.size(), appended,
                notes(pair, sourceColumns, destination.keySet()));
    }

    /** Whether it keeps every change; by its engine. */
    private boolean isAppended(QualifiedName table) throws CompareException, IOException, InterruptedException {
        String engine = DestinationSchema.engine(clickHouse, table);
        if (engine.isEmpty()) {
            throw new CompareException("ClickHouse has no table " + table);
        }
        if (!APPENDED.contains(engine) && !engine.endsWith("ReplacingMergeTree")) {
            throw new CompareException("Table " + table + " has engine " + engine
                    + "; only tables with engines MergeTree and ReplacingMergeTree are compared");
        }
        return APPENDED.contains(engine);
    }

    private static ComparedColumn paired(TablePair pair, SourceSchema.Column column,
            Map<String, DestinationType> destination) throws CompareException {
        String name = pair.source() + "." + column.name();
        CellKind kind = CellKind.of(column.dataType()).orElseThrow(() -> new CompareException("Column " + name
                + " has type " + column.dataType() + ", which is not compared yet; leave it out with --exclude "
                + name));
        String destinationName = pair.destinationName(column.name());
        DestinationType type = destination.get(destinationName);
        if (type == null) {
            throw new CompareException("Column " + name + " is not in " + pair.destination()
                    + "; when it is not copied on purpose, say so with --exclude " + name);
        }
        kind = kind.at(type.inner());
        if (!kind.fits(type.inner())) {
            throw new CompareException("Column " + name + " has type " + column.dataType() + ", and type "
                    + type.inner() + " in " + pair.destination() + ", which cannot hold its values");
        }
        return new ComparedColumn(column.name(), destinationName, kind,
                kind == CellKind.DECIMAL ? column.scale() : 0, type,
                pair.nullsAsDefaults());
    }

    private static List<String> notes(TablePair pair, List<SourceSchema.Column> source, Set<String> destination) {
        Set<String> others = new TreeSet<>(destination);
        source.forEach(column -> others.remove(pair.destinationName(column.name())));
        others.removeIf(name -> name.startsWith(DestinationSchema.ADDED_PREFIX));
        List<String> notes = new ArrayList<>();
        if (!others.isEmpty()) {
            notes.add("columns of " + pair.destination() + " that the source does not have: " + others);
        }
        if (!pair.excludedColumns().isEmpty()) {
            notes.add("columns left out of " + pair.source() + ": " + new TreeSet<>(pair.excludedColumns()));
        }
        return notes;
    }

    /** Where a column stands among those compared: the key's first, the others behind in their own order. */
    private static int position(List<String> key, String column) {
        int position = key.indexOf(column);
        return position < 0 ? key.size() : position;
    }
}
