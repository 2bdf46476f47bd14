package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.ComparedColumn;
import dev.clickpipe.deploy.compare.table.ComparedTable;
import dev.clickpipe.deploy.compare.table.DestinationSchema;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.ClickHouseException;
import dev.clickpipe.deploy.connection.Names;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the destination in RowBinary: per row a byte 1, then per cell a byte 1 for NULL, else a byte 0, the length and
 * the bytes.
 *
 * <p>
 * The first byte of a row is there because a server that fails in the middle of an answer writes its error into it.
 */
public final class DestinationRows implements RowStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int ERROR_BYTES = 2_000;
    private static final int ROW = 1;

    private final InputStream bytes;
    private final List<ComparedColumn> columns;

    private DestinationRows(InputStream bytes, List<ComparedColumn> columns) {
        this.bytes = bytes;
        this.columns = columns;
    }

    public static DestinationRows open(ClickHouse clickHouse, ComparedTable table)
            throws IOException, InterruptedException {
        String sql = "SELECT toUInt8(" + ROW + "), "
                + table.columns().stream().map(ComparedColumn::destinationExpression).collect(Collectors.joining(", "))
                + " FROM " + table.destinationRows() + " ORDER BY " + table.destinationOrder()
                + " FORMAT RowBinary";
        InputStream answer = clickHouse.open(sql, Map.of("max_bytes_before_external_sort", "268435456",
                "max_bytes_before_external_group_by", "268435456",
                "max_block_size", "8192"));
        return new DestinationRows(new BufferedInputStream(answer, BUFFER_BYTES), table.columns());
    }

    @Override
    public @Nullable Row next() throws IOException {
        int first = bytes.read();
        if (first < 0) {
            return null;
        }
        if (first != ROW) {
            String rest = new String(bytes.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
            throw new ClickHouseException("ClickHouse failed while it answered: " + (char) first + rest.strip());
        }
        Row row = new Row(columns.size());
        for (int index = 0; index < columns.size(); index++) {
            row.set(index, cell(columns.get(index)));
        }
        return row;
    }

    private byte @Nullable [] cell(ComparedColumn column) throws IOException {
        int isNull = bytes.read();
        if (isNull == 1) {
            return null;
        }
        int length = length();
        byte[] cell = bytes.readNBytes(length);
        if (isNull != 0 || cell.length != length) {
            throw new EOFException("ClickHouse's answer ended in the middle of a row");
        }
        return switch (column.kind()) {
            case FLOAT, DOUBLE -> column.destination().inner().equals("Float32")
                    ? FloatText.ofFloat32(cell)
                    : FloatText.ofFloat64(cell);
            case GEOMETRY -> WellKnownText.spelled(cell);
            case INTEGER, DECIMAL, DATE, DATE_TIME, TIME, TEXT, MEMBER, BYTES, VECTOR -> cell;
        };
    }

    /** A length in LEB128: seven bits a byte, the lowest first. */
    private int length() throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = bytes.read();
            if (next < 0) {
                throw new EOFException("ClickHouse's answer ended in the middle of a row");
            }
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
        throw new IOException("ClickHouse's answer holds a length of more than 32 bits");
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
