package dev.clickpipe.activities.stream.statement;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * What the source says now of tables that a statement names. Not what they were when it ran: a stream that lags may ask
 * about a table that has another trigger by now, or none any more.
 *
 * <p>All methods may ask the source, which takes a bounded time, and throw {@link PipeException} when it does not answer.
 */
public interface SourceTables {
    /** What a name is at the source. */
    enum Kind {
        /** Rows that are written stay in it. */
        TABLE,
        /** A view, or a table of an engine that passes rows on: MERGE, FEDERATED, SPIDER, CONNECT. */
        PASSES_ROWS_ON,
        /** Not there, or the user may not see it. */
        UNKNOWN
    }

    /** Who writes {@code parent} may change {@code child}, by a foreign key with CASCADE, SET NULL or SET DEFAULT. */
    record Cascade(TableName parent, TableName child) {}

    Kind kind(TableName table);

    /** Whether it has a trigger that the user may see. */
    boolean hasTrigger(TableName table);

    /** Whether the user may see triggers of a table: they are hidden from who has not the privilege TRIGGER. */
    boolean showsTriggers(TableName table);

    /** Foreign keys of the tables of a database that change them with their parents. */
    List<Cascade> cascades(String schema);

    /** The account that asks, quoted for a GRANT. */
    String grantee();

    /** Drops what is remembered: a statement may have changed definitions. */
    void forget();
}
