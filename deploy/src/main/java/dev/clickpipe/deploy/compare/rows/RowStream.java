package dev.clickpipe.deploy.compare.rows;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of one table in the order of its key, read while they come. */
public interface RowStream extends AutoCloseable {

    /** The next row, or null after the last. */
    @Nullable
    Row next() throws SQLException, IOException;

    @Override
    void close() throws SQLException, IOException;
}
