package dev.clickpipe.deploy.compare.rows;

import dev.clickpipe.deploy.compare.table.CellKind;
import dev.clickpipe.deploy.compare.table.ComparedColumn;
import dev.clickpipe.deploy.compare.table.ComparedTable;
import dev.clickpipe.deploy.connection.Names;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of the source, streamed through a server-prepared statement, in which floats are exact. */
public final class SourceRows implements RowStream {
    private static final int ROWS_PER_FETCH = 500;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final List<ComparedColumn> columns;

    private SourceRows(PreparedStatement statement, ResultSet rows, List<ComparedColumn> columns) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    public static SourceRows open(Connection connection, ComparedTable table) throws SQLException {
        String sql = "SELECT "
                + table.columns().stream().map(ComparedColumn::sourceExpression).collect(Collectors.joining(", "))
                + " FROM " + Names.source(table.pair().source().database(), table.pair().source().table())
                + " ORDER BY " + table.sourceOrder();
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(ROWS_PER_FETCH);
            return new SourceRows(statement, statement.executeQuery(), table.columns());
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    @Override
    public @Nullable Row next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Row row = new Row(columns.size());
        for (int index = 0; index < columns.size(); index++) {
            row.set(index, cell(columns.get(index).kind(), index + 1));
        }
        return row;
    }

    private byte @Nullable [] cell(CellKind kind, int position) throws SQLException {
        return switch (kind) {
            case FLOAT -> {
                float value = rows.getFloat(position);
                yield rows.wasNull() ? null : FloatText.of(value);
            }
            case DOUBLE -> {
                double value = rows.getDouble(position);
                yield rows.wasNull() ? null : FloatText.of(value);
            }
            case INTEGER, DECIMAL, DATE, DATE_TIME, TIME, TEXT, MEMBER, VECTOR -> {
                String text = rows.getString(position);
                yield text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
            case BYTES -> rows.getBytes(position);
            case GEOMETRY -> {
                byte[] geometry = rows.getBytes(position);
                yield geometry == null ? null : WellKnownBinary.spelled(geometry);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
