package dev.clickpipe.deploy.demo;

/** What a writer has done so far, in rows that really changed. */
public record WriterCounts(long transactions, long inserts, long updates, long deletes, long keyChanges) {

    /** Rows changed in any way. */
    public long changes() {
        return inserts + updates + deletes + keyChanges;
    }

    @Override
    public String toString() {
        return transactions + " transactions: " + inserts + " inserts, " + updates + " updates, " + deletes
                + " deletes, " + keyChanges + " key changes";
    }
}
