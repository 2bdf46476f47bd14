package dev.clickpipe.activities.clickhouse;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the rows of one insert, in RowBinary. */
@FunctionalInterface
public interface RowsWriter {
    /** Writes all of them. */
    void writeTo(OutputStream out) throws IOException;
}
