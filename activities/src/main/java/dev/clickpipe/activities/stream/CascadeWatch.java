package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.cascade.CascadeGraph;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks in the stream for changes of parents that may have cascaded without rows events of their children. An event's flags
 * say so: without foreign key checks nothing cascades, and a server that logs children says that it did. Stops nothing:
 * what cannot be read of a table that nobody follows counts as one change.
 */
final class CascadeWatch {
    private static final int TABLE_ID_LENGTH = 6;

    private final Map<TableName, WatchedParent> parents = new HashMap<>();
    private final Map<Long, Announced> announced = new HashMap<>();
    private final Flavour flavour;

    /**
     * A parent as a TABLE_MAP announced it.
     *
     * @param rows null when its columns cannot be read
     */
    private record Announced(WatchedParent parent, Body map, @Nullable ParentRows rows) {}

    CascadeWatch(Routes routes, Flavour flavour) {
        CascadeGraph graph = routes.cascades();
        for (TableName name : graph.parents()) {
            WatchedParent parent = WatchedParent.of(name, graph, routes);
            if (!parent.keys().isEmpty()) {
                parents.put(name, parent);
            }
        }
        this.flavour = flavour;
    }

    /** Notes what a table's number means from now on. */
    void mapped(BinlogEvent.TableMapped event) {
        if (parents.isEmpty()) {
            return;
        }
        Announced known = announced.get(event.tableId());
        if (known != null && known.map().sameBytes(event.body(), TABLE_ID_LENGTH)) {
            return;
        }
        WatchedParent parent = parents.get(new TableName(event.schema(), event.table()));
        if (parent == null) {
            announced.remove(event.tableId());
        } else {
            announced.put(event.tableId(), new Announced(parent, event.body(), rowsOf(parent, event)));
        }
    }

    private static @Nullable ParentRows rowsOf(WatchedParent parent, BinlogEvent.TableMapped event) {
        try {
            return new ParentRows(parent, TableMap.parse(event));
        } catch (PipeException | ValueException notUnderstood) {
            return null;
        }
    }

    /** Counts what an event may have set off. */
    void read(BinlogEvent.RowsChanged rows, SourceTransaction transaction, Batch batch) {
        if (announced.isEmpty() || !rows.mayCascadeUnseen(flavour)) {
            return;
        }
        Announced table = announced.get(rows.tableId());
        if (table == null) {
            return;
        }
        if (table.rows() == null || !count(table.rows(), table.parent(), rows, transaction, batch)) {
            table.parent().keys().forEach(key -> key.count(1, transaction, batch));
        }
    }

    /** What cannot be read may have set off whatever its table's keys do. */
    void unreadable(BinlogEvent.RowsUnreadable rows, SourceTransaction transaction, Batch batch) {
        Announced table = announced.get(rows.tableId());
        if (table != null) {
            table.parent().keys().forEach(key -> key.count(1, transaction, batch));
        }
    }

    /** Counts what an XA transaction may have set off that is committed: its rows are not kept, so one change a key. */
    void committed(Set<TableName> cascading, SourceTransaction transaction, Batch batch) {
        for (TableName table : cascading) {
            WatchedParent parent = parents.get(table);
            if (parent != null) {
                parent.keys().forEach(key -> key.count(1, transaction, batch));
            }
        }
    }

    /** @return false when the event cannot be read */
    private static boolean count(ParentRows counter, WatchedParent parent, BinlogEvent.RowsChanged rows,
            SourceTransaction transaction, Batch batch) {
        try {
            long[] counts = counter.count(rows);
            for (int key = 0; key < counts.length; key++) {
                parent.keys().get(key).count(counts[key], transaction, batch);
            }
            return true;
        } catch (ValueException notWhole) {
            return false;
        }
    }
}
