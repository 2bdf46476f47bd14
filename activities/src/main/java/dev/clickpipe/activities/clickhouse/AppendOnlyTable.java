package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;

/**
 * An appended table, as one of perhaps several writers sees it that all believe to be the only one.
 *
 * <p>The table itself is the record of what it holds: its highest version is the watermark, and every insert says which
 * watermark it continues. Of several inserts behind one watermark the table takes one and answers the others as if it had,
 * so the watermark is read again after each: it is where the insert ends, or another writer was faster. For one thread.
 */
public final class AppendOnlyTable {
    private final ClickHouse clickHouse;
    private final DestinationTables tables;
    private final String database;
    private final String table;
    private final RowLayout layout;
    private final InsertTarget target;
    private long watermark;
    /** Inserts behind this watermark that were answered and left no rows: their token is used up. */
    private int spent;

    private AppendOnlyTable(ClickHouse clickHouse, String database, String table, RowLayout layout, String generation) {
        this.clickHouse = clickHouse;
        this.tables = new DestinationTables(clickHouse);
        this.database = database;
        this.table = table;
        this.layout = layout;
        this.target = InsertTarget.of(database, table, layout, generation);
    }

    /** Looks how far a table is. */
    public static AppendOnlyTable open(ClickHouse clickHouse, String database, String table, RowLayout layout,
            String generation) {
        AppendOnlyTable opened = new AppendOnlyTable(clickHouse, database, table, layout, generation);
        opened.watermark = opened.readWatermark();
        return opened;
    }

    /** Highest version at the destination, unsigned; 0 for an empty table. Rows up to it are there already. */
    public long watermark() {
        return watermark;
    }

    /**
     * Appends rows whose versions rise, all of them above the watermark. After an error the same rows may be given again.
     *
     * @throws PipeException APPEND_OVERTAKEN when another writer has written behind the same watermark
     */
    public void append(RowBuffer rows) {
        long last = layout.lastVersion(rows);
        while (Long.compareUnsigned(watermark, last) < 0) {
            clickHouse.insertOnce(target, rows::writeTo, token());
            long found = readWatermark();
            if (found == watermark) {
                spent++;
                refuseToRepeatForEver();
            } else if (found == last) {
                watermark = found;
                spent = 0;
            } else {
                throw new PipeException(new PipeError(ErrorKind.APPEND_OVERTAKEN,
                        "Another writer has continued " + table + " after " + Long.toUnsignedString(watermark)
                                + " up to "
                                + Long.toUnsignedString(found) + " where this one ends at "
                                + Long.toUnsignedString(last),
                        "Nothing to do: the stream continues from there.", layout.source()));
            }
        }
    }

    /** One token may be spent by a crash; more of them mean that rows are stored and not seen, and each try doubles them. */
    private void refuseToRepeatForEver() {
        if (spent > 1) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                    "Rows that were inserted into " + table + " are not there when the pipe looks for them",
                    "Look for a row policy or a TTL on that table, or for replicas that do not share it, and take it away",
                    layout.source()));
        }
    }

    /** What an insert continues. The table may have logged a token before its rows were stored, and then a crash came. */
    private String token() {
        return "after " + Long.toUnsignedString(watermark) + (spent == 0 ? "" : " · " + (spent + 1));
    }

    private long readWatermark() {
        try {
            return tables.highestVersion(database, table, RowLayout.VERSION, watermark);
        } catch (RuntimeException failure) {
            throw ErrorClassifier.classify(failure, layout.source());
        }
    }
}
