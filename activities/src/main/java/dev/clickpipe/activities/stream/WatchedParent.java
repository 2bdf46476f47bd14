package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.cascade.CascadeGraph;
import dev.clickpipe.activities.cascade.ForeignKey;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes may cascade, followed or not.
 *
 * @param keys of followed tables that its changes may set off
 * @param onDelete those that a delete sets off, as indexes of {@code keys}
 * @param updates what sets off which of them
 * @param rowEnd name of the ROW END column of a system-versioned table; null for other tables
 */
record WatchedParent(TableName name, List<WatchedKey> keys, List<Integer> onDelete, List<KeyUpdate> updates,
        @Nullable String rowEnd) {
    /**
     * A change of referenced columns.
     *
     * @param columns names of the columns
     * @param setsOff indexes of the parent's {@code keys}
     */
    record KeyUpdate(List<String> columns, List<Integer> setsOff) {
        KeyUpdate {
            columns = List.copyOf(columns);
            setsOff = List.copyOf(setsOff);
        }
    }

    WatchedParent {
        keys = List.copyOf(keys);
        onDelete = List.copyOf(onDelete);
        updates = List.copyOf(updates);
    }

    /** The parent, as far as its changes reach tables that the lease follows. */
    static WatchedParent of(TableName name, CascadeGraph graph, Routes routes) {
        Set<ForeignKey> onDelete = graph.setOffByDelete(name);
        Set<ForeignKey> all = new LinkedHashSet<>(onDelete);
        graph.referencing(name).forEach(key -> all.addAll(graph.setOffByUpdate(key)));
        List<WatchedKey> keys = new ArrayList<>();
        for (ForeignKey key : all) {
            ReplicatedTable child = routes.source(key.child());
            if (child != null) {
                keys.add(new WatchedKey(child, key));
            }
        }
        List<KeyUpdate> updates = graph.referencing(name).stream()
                .map(key -> new KeyUpdate(key.parentColumns(), indexes(graph.setOffByUpdate(key), keys)))
                .filter(update -> !update.setsOff().isEmpty()).toList();
        return new WatchedParent(name, keys, indexes(onDelete, keys), updates, graph.rowEnds().get(name));
    }

    private static List<Integer> indexes(Set<ForeignKey> wanted, List<WatchedKey> keys) {
        return keys.stream().filter(watched -> wanted.contains(watched.key())).map(keys::indexOf).toList();
    }
}
