package dev.clickpipe.activities.stream;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which followed tables the transaction at hand has changed so far, and which of them since a savepoint. */
final class ChangedTables {
    /** A transaction with more savepoints than this forgets them: a rollback then counts as one to its beginning. */
    private static final int MOST_SAVEPOINTS = 100_000;

    /** Counts changes and savepoints, of all transactions. */
    private long count;
    private long transactionBegan;
    /** By number of the table, the count at its last change; 0 for none. */
    private final long[] lastChange;
    private final Map<String, Long> savepoints = new HashMap<>();

    /** For source tables that are numbered from 0. */
    ChangedTables(int tables) {
        lastChange = new long[tables];
    }

    void transactionStarted() {
        transactionBegan = ++count;
        savepoints.clear();
    }

    void changed(int table) {
        lastChange[table] = ++count;
    }

    void savepointSet(String name) {
        if (savepoints.size() >= MOST_SAVEPOINTS) {
            savepoints.clear();
        }
        savepoints.put(name, ++count);
    }

    /** Numbers of the tables that were changed since the transaction began. */
    BitSet all() {
        return since(transactionBegan);
    }

    /** The same since a savepoint; since the transaction began when it is not known. */
    BitSet sinceSavepoint(String name) {
        return since(savepoints.getOrDefault(name, transactionBegan));
    }

    private BitSet since(long then) {
        BitSet changed = new BitSet();
        for (int table = 0; table < lastChange.length; table++) {
            if (lastChange[table] > then) {
                changed.set(table);
            }
        }
        return changed;
    }
}
