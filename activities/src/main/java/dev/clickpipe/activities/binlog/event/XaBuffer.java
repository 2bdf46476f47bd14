package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of an XA transaction from its START to its PREPARE. Only PREPARE says whether it is committed at the same
 * time (MySQL: {@code XA COMMIT … ONE PHASE}), so they are kept until then, up to a limit.
 */
final class XaBuffer {
    /** A larger transaction that is committed in one phase stops the tables that it changes. */
    static final long MAXIMUM_BYTES = 4L << 20;
    /** What an event takes beside its rows. */
    private static final long EVENT_BYTES = 100;

    private final Flavour flavour;
    private final @Nullable XaId id;
    private final List<BinlogEvent> events = new ArrayList<>();
    private final Map<Long, TableName> names = new HashMap<>();
    private final Set<TableName> tables = new LinkedHashSet<>();
    private final Set<TableName> cascading = new LinkedHashSet<>();
    private final List<BinlogEvent.Statement> statements = new ArrayList<>();
    private long bytes;
    private long rowBytes;
    private long statementBytes;

    /** @param id null on a server that names the transaction in its PREPARE alone */
    XaBuffer(Flavour flavour, @Nullable XaId id) {
        this.flavour = flavour;
        this.id = id;
    }

    void add(BinlogEvent event) {
        bytes += EVENT_BYTES;
        switch (event) {
            case BinlogEvent.TableMapped mapped -> {
                // MariaDB names children of foreign keys too, and logs no rows of them.
                names.put(mapped.tableId(), new TableName(mapped.schema(), mapped.table()));
                bytes += mapped.body().length();
            }
            case BinlogEvent.RowsChanged rows -> {
                bytes += rows.body().length();
                rowBytes += rows.body().length();
                changes(rows.tableId(), rows.mayCascadeUnseen(flavour));
            }
            case BinlogEvent.RowsUnreadable rows -> {
                rowBytes += rows.bytes();
                changes(rows.tableId(), true);
            }
            case BinlogEvent.Statement statement -> add(statement);
            default -> {
                // Savepoints and the like take little, and say nothing of tables.
            }
        }
        if (isWhole()) {
            events.add(event);
        } else {
            events.clear();
        }
    }

    private void changes(long tableId, boolean mayCascadeUnseen) {
        TableName name = names.get(tableId);
        if (name != null) {
            tables.add(name);
            if (mayCascadeUnseen) {
                cascading.add(name);
            }
        }
    }

    private void add(BinlogEvent.Statement statement) {
        statementBytes += EVENT_BYTES + 2L * statement.text().length();
        bytes += 2L * statement.text().length();
        if (statementBytes <= MAXIMUM_BYTES) {
            statements.add(statement);
        }
    }

    @Nullable
    XaId id() {
        return id;
    }

    /** Whether {@link #events} are all. */
    boolean isWhole() {
        return bytes <= MAXIMUM_BYTES;
    }

    List<BinlogEvent> events() {
        return events;
    }

    /** Bytes of the bodies of all rows events. */
    long rowBytes() {
        return rowBytes;
    }

    XaWrites writes() {
        return new XaWrites(tables, cascading, statements, statementBytes <= MAXIMUM_BYTES);
    }
}
