package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.UnreadableForm;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import org.jspecify.annotations.Nullable;

/** The errors of tables with changes in the binlog that cannot be replicated. */
final class UnreadableRows {
    private static final String RETRY = "Retry the table: it is loaded again, as it is now";

    private UnreadableRows() {}

    /** An event is not decoded. */
    static PipeError inForm(TableName table, UnreadableForm form) {
        return error("The binlog holds " + form.what() + " of table " + table.quoted(), form.remedy(), table);
    }

    /** Rows in the binlog were rolled back. */
    static PipeError rolledBack(TableName table) {
        return error("The binlog holds changes of table " + table.quoted()
                + " that the source rolled back afterwards (ROLLBACK in the binlog)", RETRY, table);
    }

    /**
     * An XA transaction was committed.
     *
     * @param writes null when its PREPARE is not in the binlog any more
     */
    static PipeError ofXa(TableName table, XaId id, @Nullable XaWrites writes) {
        return writes == null
                ? error("The XA transaction " + id + " was committed, and its PREPARE is not in the binlog any more or"
                        + " too far back: it may have changed table " + table.quoted(),
                        RETRY + "; keep the binlog for as long as XA transactions stay prepared", table)
                : error("The XA transaction " + id + " changed table " + table.quoted()
                        + "; XA transactions are not replicated", RETRY + ", with the committed rows", table);
    }

    private static PipeError error(String message, String remedy, TableName table) {
        return new PipeError(ErrorKind.ROWS_NOT_READABLE, message, remedy, table);
    }
}
