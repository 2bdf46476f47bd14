package dev.clickpipe.activities.cascade;

import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The foreign keys by which changes reach the tables of a pipe, and which of those tables' rows they change at the
 * destination.
 *
 * @param keys that change rows: of the pipe's tables, of their parents, and so on
 * @param mappings of the pipe; an excluded column has no value that could be out of date
 * @param rowEnds of parents that are system-versioned tables of MariaDB: the name of the ROW END column
 */
public record CascadeGraph(List<ForeignKey> keys, List<TableMapping> mappings, Map<TableName, String> rowEnds) {
    /** Of a pipe without such keys. */
    public static final CascadeGraph NONE = new CascadeGraph(List.of(), List.of(), Map.of());

    public CascadeGraph {
        keys = List.copyOf(keys);
        rowEnds = Map.copyOf(rowEnds);
        mappings = List.copyOf(mappings);
    }

    /** The keys of a table of the pipe by which its rows at the destination get out of date. */
    public List<ForeignKey> changing(TableName table) {
        return keys.stream().filter(key -> key.child().equals(table)).filter(
                key -> key.onDelete().deletesRows() || hasColumnOf(key))
                .toList();
    }

    /** The same as warnings. */
    public List<UnreplicatedCascade> warnings(TableName table) {
        return changing(table).stream().map(ForeignKey::warning).toList();
    }

    /** All tables that a change may begin at. */
    public Set<TableName> parents() {
        Set<TableName> parents = new LinkedHashSet<>();
        keys.forEach(key -> parents.add(key.parent()));
        return parents;
    }

    /** Keys that reference a table. */
    public List<ForeignKey> referencing(TableName parent) {
        return keys.stream().filter(key -> key.parent().equals(parent)).toList();
    }

    /** Keys of the pipe's tables that change their rows when a row of a table is deleted, also through tables between. */
    public Set<ForeignKey> setOffByDelete(TableName parent) {
        Walk walk = new Walk();
        walk.deleted(parent);
        return walk.reached;
    }

    /** The same when the columns that a key references change. */
    public Set<ForeignKey> setOffByUpdate(ForeignKey key) {
        Walk walk = new Walk();
        walk.updated(key);
        return walk.reached;
    }

    private boolean hasColumnOf(ForeignKey key) {
        return mappings.stream().filter(mapping -> mapping.source().equals(key.child()))
                .anyMatch(mapping -> !mapping.excludedColumns().containsAll(key.columns()));
    }

    private boolean isCopied(TableName table) {
        return mappings.stream().anyMatch(mapping -> mapping.source().equals(table));
    }

    /** What a change sets off; each key once for deletes and once for changes, so that circles end. */
    private final class Walk {
        private final Set<ForeignKey> reached = new LinkedHashSet<>();
        private final Set<ForeignKey> deletes = new HashSet<>();
        private final Set<ForeignKey> updates = new HashSet<>();

        private void deleted(TableName parent) {
            for (ForeignKey key : referencing(parent)) {
                if (key.onDelete().deletesRows() && deletes.add(key)) {
                    if (isCopied(key.child())) {
                        reached.add(key);
                    }
                    deleted(key.child());
                } else if (key.onDelete().changesRows()) {
                    changed(key);
                }
            }
        }

        private void updated(ForeignKey key) {
            if (key.onUpdate().changesRows()) {
                changed(key);
            }
        }

        /** The key's own columns get other values, which other keys may reference. */
        private void changed(ForeignKey key) {
            if (!updates.add(key)) {
                return;
            }
            if (hasColumnOf(key)) {
                reached.add(key);
            }
            for (ForeignKey next : referencing(key.child())) {
                if (sharesAny(next.parentColumns(), key.columns())) {
                    updated(next);
                }
            }
        }

        /** Names of columns are compared without case by the servers, and a key keeps them as it was declared. */
        private static boolean sharesAny(Collection<String> some, Collection<String> others) {
            return some.stream().anyMatch(one -> others.stream().anyMatch(one::equalsIgnoreCase));
        }
    }
}
