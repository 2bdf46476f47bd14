package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;

/** Searches the binlog for the PREPARE of an XA transaction that was prepared before a lease began. */
interface PrepareSearch {
    /**
     * Adds the transaction to those that are known, unless its PREPARE is not in the binlog any more, or too far back; and
     * others that were met on the way.
     *
     * @param server whose binlog is read
     * @param before where the transaction that decides on it begins
     * @throws PipeException when the source does not answer
     */
    void add(XaId id, SourceIdentity server, Coordinates.FileOffset before, PreparedTransactions known)
            throws InterruptedException;
}
