package dev.clickpipe.activities.types;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a destination table and how rows of them are written: the source's columns in their order, excluded
 * ones left out, then {@link #VERSION} and {@link #IS_DELETED}, and of an appended table a byte for its generation.
 *
 * @param source the source table
 * @param columns what carries source columns
 * @param writeMode what becomes of changes there
 * @param sortingKey names of the sorting key's columns in order. Keyed: the primary key, or the custom key with what it
 * leaves out of the primary key appended, because rows with different primary keys are different rows. Else the custom
 * key, or {@link #VERSION}: their order says nothing about which rows are the same
 */
public record RowLayout(TableName source, List<DestinationColumn> columns, WriteMode writeMode,
        List<String> sortingKey) {
    /** UInt64, {@code RowVersion} of the row. */
    public static final String VERSION = "_peerdb_version";
    /** UInt8, 1 for a tombstone. */
    public static final String IS_DELETED = "_peerdb_is_deleted";
    /** DateTime64(9) that the destination fills in; not a part of inserted rows. */
    public static final String SYNCED_AT = "_peerdb_synced_at";

    /** What columns and tables of the pipe's own begin with. */
    public static final String RESERVED_PREFIX = "_clickpipe_";

    static final Set<String> METADATA = Set.of(VERSION, IS_DELETED, SYNCED_AT);

    public RowLayout {
        columns = List.copyOf(columns);
        sortingKey = List.copyOf(sortingKey);
    }

    /** A name and a ClickHouse type, with what follows them in CREATE TABLE. */
    public record Declaration(String name, String type) {}

    /**
     * Lays out the destination of a table.
     *
     * @param settings whether nullable source columns become Nullable; else a NULL that arrives is a loss, which is
     * counted. Nullable columns of the sorting key always do, because rows are told apart by them
     * @throws PipeException TYPE_NOT_SUPPORTED with all {@link MappingProblems}
     */
    public static RowLayout of(TableDefinition table, TableMapping mapping, ReplicationSettings settings) {
        List<String> problems = MappingProblems.of(table, mapping);
        if (!problems.isEmpty()) {
            throw new PipeException(new PipeError(ErrorKind.TYPE_NOT_SUPPORTED,
                    "table " + table.name().quoted() + " cannot be mapped: " + String.join("; ", problems),
                    "exclude the columns named, or correct the mapping of the table", table.name()));
        }
        WriteMode writeMode = WriteMode.of(table, mapping);
        List<String> key = sortingKey(table, mapping, writeMode);
        List<DestinationColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnDefinition column = table.columns().get(i);
            if (!mapping.excludedColumns().contains(column.name())) {
                boolean inKey = writeMode == WriteMode.UPSERT && key.contains(column.name());
                boolean nullable = column.nullable() && (inKey || settings.allowNullableColumns());
                Codec codec = codec(column, inKey, mapping).orElseThrow();
                columns.add(new DestinationColumn(column.name(), targetName(column.name(), mapping), i,
                        nullable ? codec.nullable() : codec, inKey, settings.outOfRange()));
            }
        }
        return new RowLayout(table.name(), columns, writeMode,
                key.stream().map(name -> targetName(name, mapping)).toList());
    }

    /** What a snapshot's statement selects, for {@link RowEncoder}, in the order of {@link #columns}. */
    public String selectList() {
        return columns.stream().map(column -> column.codec().selected("`" + column.source().replace("`", "``") + "`"))
                .collect(Collectors.joining(", "));
    }

    /** Columns that an inserted row holds, in order. */
    public List<String> insertedColumns() {
        List<String> names = new ArrayList<>(columns.stream().map(DestinationColumn::name).toList());
        names.add(VERSION);
        names.add(IS_DELETED);
        return List.copyOf(names);
    }

    /** Writes what stands behind the source's columns, and ends the row. */
    void endRow(RowBuffer out, long version, int isDeleted) {
        out.putLong(version);
        out.putByte(isDeleted);
        if (writeMode == WriteMode.APPEND) {
            out.putByte(0);
        }
        out.endRow();
    }

    /** The version of the last row in a buffer that is not empty. */
    public long lastVersion(RowBuffer rows) {
        int behind = Byte.BYTES + (writeMode == WriteMode.APPEND ? Byte.BYTES : 0);
        return LittleEndian.getLong(rows.array(), rows.size() - behind - Long.BYTES);
    }

    /** All columns of the destination table as CREATE TABLE declares them, names not yet quoted. */
    public List<Declaration> declarations() {
        List<Declaration> declarations = new ArrayList<>();
        for (DestinationColumn column : columns) {
            declarations.add(new Declaration(column.name(), column.type()));
        }
        declarations.add(new Declaration(VERSION, "UInt64"));
        declarations.add(new Declaration(IS_DELETED, "UInt8"));
        declarations.add(new Declaration(SYNCED_AT, "DateTime64(9) DEFAULT now64(9)"));
        return List.copyOf(declarations);
    }

    /** What carries a column, NULL apart; empty when it cannot be carried to the type that was chosen for it. */
    static Optional<Codec> codec(ColumnDefinition column, boolean inKey, TableMapping mapping) {
        ColumnType type = ColumnType.parse(column);
        Codec natural = Codecs.of(inKey ? type.inSortingKey() : type);
        return mapping.column(column.name()).map(ColumnMapping::type)
                .map(chosen -> DestinationType.parse(chosen).flatMap(natural::to)).orElse(Optional.of(natural));
    }

    /** What a source column is called at the destination. */
    static String targetName(String source, TableMapping mapping) {
        return mapping.column(source).map(ColumnMapping::target).orElse(source);
    }

    /** Source columns of the sorting key, in order; {@link #VERSION} alone when rows are not told apart by any. */
    static List<String> sortingKey(TableDefinition table, TableMapping mapping, WriteMode writeMode) {
        Set<String> names = new LinkedHashSet<>(mapping.useCustomSortingKey() ? mapping.sortingKeys() : List.of());
        if (writeMode == WriteMode.UPSERT) {
            names.addAll(table.primaryKey());
        }
        return names.isEmpty() ? List.of(VERSION) : List.copyOf(names);
    }
}
