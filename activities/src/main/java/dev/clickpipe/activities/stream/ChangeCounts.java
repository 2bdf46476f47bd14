package dev.clickpipe.activities.stream;

/** Changes of one source table, counted. Not for several threads at once. */
final class ChangeCounts {
    long inserts;
    long updates;
    long deletes;

    void add(ChangeCounts more) {
        inserts += more.inserts;
        updates += more.updates;
        deletes += more.deletes;
    }

    void clear() {
        inserts = 0;
        updates = 0;
        deletes = 0;
    }

    long total() {
        return inserts + updates + deletes;
    }
}
