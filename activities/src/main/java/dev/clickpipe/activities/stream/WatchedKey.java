package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.cascade.ForeignKey;

/** A foreign key of a followed table, whose actions may not be in the binlog. */
record WatchedKey(ReplicatedTable child, ForeignKey key) {
    /** Counts changes of parents that may have cascaded, unless the child's load shows what became of them. */
    void count(long parentChanges, SourceTransaction transaction, Batch batch) {
        if (parentChanges > 0 && !child.hasSeen(transaction)) {
            batch.counts(child.number()).cascaded(key.counted(parentChanges));
        }
    }
}
