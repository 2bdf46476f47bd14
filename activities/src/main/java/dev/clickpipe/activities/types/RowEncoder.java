package dev.clickpipe.activities.types;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.PipeError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes rows of a snapshot.
 *
 * <p>The result comes from MariaDB Connector/J, server-prepared and streaming, on a session with time_zone '+00:00' and an
 * sql_mode without PAD_CHAR_TO_FULL_LENGTH, and selects {@link RowLayout#selectList} and nothing before it.
 */
public final class RowEncoder {
    private final RowLayout layout;
    private final DestinationColumn[] columns;
    private final long version;

    /** An encoder of rows with this layout, all of one version. */
    public RowEncoder(RowLayout layout, long version) {
        this.layout = layout;
        this.version = version;
        columns = layout.columns().toArray(DestinationColumn[]::new);
    }

    /**
     * Writes the row that the result stands at, or nothing when it throws.
     *
     * @throws PipeException VALUE_OUT_OF_RANGE for a value that must not be lost
     */
    public void encode(ResultSet row, RowBuffer out) throws SQLException {
        int start = out.size();
        int column = 0;
        try {
            for (; column < columns.length; column++) {
                Codec codec = columns[column].codec();
                if (!codec.readResult(row, column + 1, out)) {
                    codec.writeNull(out);
                }
                if (out.hasLoss()) {
                    columns[column].settleLoss(out, true);
                }
            }
            layout.endRow(out, version, 0);
        } catch (ValueException e) {
            out.truncate(start);
            throw new PipeException(new PipeError(e.kind(), "table " + layout.source().quoted() + ", column `"
                    + nameOf(layout.columns(), column) + "`, value " + e.getMessage(), e.remedy(), layout.source()), e);
        }
    }

    private static String nameOf(List<DestinationColumn> columns, int column) {
        return column < columns.size() ? columns.get(column).source() : RowLayout.VERSION;
    }
}
