package dev.clickpipe.activities.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.RowLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table, and the columns that inserts of rows into it hold.
 *
 * <p>Rows go as RowBinaryWithNamesAndTypes: names and types once before plain RowBinary rows, so that a column that
 * somebody altered at the destination is an error and never rows of garbage.
 *
 * <pre>
 * LEB128 number of columns | its names, each LEB128 length and bytes | its types, likewise | rows
 * </pre>
 */
public final class InsertTarget {
    private final String database;
    private final String table;
    private final List<Column> columns;
    private final byte[] header;

    public InsertTarget(String database, String table, List<Column> columns) {
        this.database = database;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.header = header(this.columns);
    }

    /**
     * A column of inserted rows.
     *
     * @param type as ClickHouse writes it
     */
    public record Column(String name, String type) {}

    /**
     * The table that rows of a layout go to.
     *
     * @param generation column that this table alone has, of an appended table; null for others
     */
    public static InsertTarget of(String database, String table, RowLayout layout, @Nullable String generation) {
        List<String> inserted = layout.insertedColumns();
        List<Column> columns = new ArrayList<>(
                layout.declarations().stream().filter(column -> inserted.contains(column.name()))
                        .map(column -> new Column(column.name(), column.type())).toList());
        if (generation != null) {
            columns.add(new Column(generation, "UInt8"));
        }
        return new InsertTarget(database, table, columns);
    }

    /** Database and table as a statement names them. */
    String quotedTable() {
        return Identifiers.quote(database, table);
    }

    List<String> quotedColumns() {
        return columns.stream().map(column -> Identifiers.quote(column.name())).collect(Collectors.toList());
    }

    void writeHeader(OutputStream out) throws IOException {
        out.write(header);
    }

    private static byte[] header(List<Column> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeLength(out, columns.size());
        columns.forEach(column -> writeText(out, column.name()));
        columns.forEach(column -> writeText(out, column.type()));
        return out.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        writeLength(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        int rest = length;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
