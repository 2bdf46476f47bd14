package dev.clickpipe.activities.logging;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The fields of log lines (MDC) that name the pipe and the table. Belong to a thread, and are handed to those it starts. */
public final class PipeFields {
    static final String NAME = "pipe";
    static final String ID = "pipeId";
    static final String TABLE = "table";

    private PipeFields() {}

    /**
     * Sets them for this thread.
     *
     * @param table null when there is no single one
     */
    public static void set(PipeConfiguration pipe, @Nullable TableName table) {
        MDC.put(NAME, pipe.name());
        MDC.put(ID, pipe.pipeId().toString());
        if (table != null) {
            MDC.put(TABLE, table.schema() + "." + table.table());
        }
    }

    /** Removes them from this thread. */
    public static void clear() {
        MDC.remove(NAME);
        MDC.remove(ID);
        MDC.remove(TABLE);
    }

    /** The same work with the fields of the thread that calls this. */
    public static Runnable handedTo(Runnable work) {
        @Nullable
        Map<String, String> fields = MDC.getCopyOfContextMap();
        return () -> {
            if (fields != null) {
                MDC.setContextMap(fields);
            }
            work.run();
        };
    }
}
