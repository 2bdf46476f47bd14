package dev.clickpipe.activities.binlog.table;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.ImageLayout;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was when the rows that follow were written.
 *
 * @param columns in the order of row images
 * @param primaryKey indexes of the primary key's columns in key order; a server may show a unique key without NULLs here
 */
public record TableMap(TableName name, List<MappedColumn> columns, List<Integer> primaryKey, Body body,
        Flavour flavour) {
    /** The table's number differs after a restart; everything behind it says what the table looks like. */
    private static final int TABLE_ID_LENGTH = 6;

    public TableMap {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * Reads an event.
     *
     * @throws PipeException ROWS_NOT_READABLE without full metadata, BINLOG_NOT_UNDERSTOOD when it is not whole
     */
    public static TableMap parse(BinlogEvent.TableMapped event) {
        TableName name = new TableName(event.schema(), event.table());
        try {
            return TableMapReader.read(name, event.body(), event.flavour());
        } catch (ValueException e) {
            throw new PipeException(new PipeError(e.kind(),
                    "TABLE_MAP of table " + name.quoted() + ": " + e.getMessage(), e.remedy(), name), e);
        }
    }

    static PipeException withoutNames(TableName name) {
        return new PipeException(new PipeError(ErrorKind.ROWS_NOT_READABLE,
                "the binlog holds rows of table " + name.quoted() + " without the names of their columns",
                "SET GLOBAL binlog_row_metadata = 'FULL' at the source; then retry the table", name));
    }

    /** Whether an event says the same as this one: a comparison of bytes, nothing is parsed. */
    public boolean sameAs(Body other) {
        return body.sameBytes(other, TABLE_ID_LENGTH);
    }

    /** The columns of row images by a definition; of one with a {@link #difference} it may lack some. */
    public ImageLayout imageLayout(TableDefinition definition) {
        List<String> defined = definition.columns().stream().map(ColumnDefinition::name).toList();
        List<String> mapped = columns.stream().map(MappedColumn::name).toList();
        String rowEnd = definition.rowEnd();
        return new ImageLayout(columns.stream().map(MappedColumn::image).toList(),
                mapped.stream().map(defined::indexOf).toList(),
                rowEnd == null ? ImageLayout.HIDDEN : mapped.indexOf(rowEnd));
    }

    /** A sentence that says what differs from a definition; null when nothing does. */
    public @Nullable String difference(TableDefinition definition) {
        return TableDifference.find(this, definition);
    }
}
