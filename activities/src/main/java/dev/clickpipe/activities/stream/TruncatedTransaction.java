package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.List;

/**
 * A transaction whose events end with their file.
 *
 * <p>No server lets a transaction go on in another file, and both write it to the binlog before they commit it. One that is
 * killed in the middle may leave the first part behind; when it starts again, it rolls back what is not whole in the binlog
 * and begins another file, whose format description says that a server started. Replicas roll back at that event, and here
 * the transaction is left out at the same. MySQL cuts such a part off before it goes on, so there it means something else.
 *
 * <p>That a machine without power loses the end of a binlog whose transactions its tables keep (sync_binlog=0), nothing here
 * can tell: it may as well lose whole transactions.
 *
 * @param file where it begins and does not end
 * @param reached the end of the transaction before it
 */
record TruncatedTransaction(String file, Coordinates reached) {
    /**
     * Returns when nothing of it can be at the destination.
     *
     * @param next what the next file says of itself
     * @param pieceTaken whether some of its rows were given to the writer
     * @param targets the tables that it changed
     * @param version the lowest one that its rows may have; those behind it get the same ones once it is left out
     * @throws PipeException BINLOG_NOT_UNDERSTOOD when no crash explains it, or when some of it may be stored: those rows never
     * were at the source for others to see, and nothing tells what stood there before them
     */
    void checkCanBeLeftOut(BinlogEvent.FileDescribed next, Flavour flavour, boolean pieceTaken,
            List<StreamTarget> targets, long version) {
        if (flavour != Flavour.MARIADB || !next.afterCrash()) {
            throw notExplained();
        }
        for (StreamTarget target : targets) {
            // An attempt that was killed may have stored rows that this one has not even cut into a batch. One that left
            // them out, went on and was killed before it told its position looks the same: rather a stop too many.
            if (pieceTaken || target.mayHold(version)) {
                throw refusal(" when the server was killed, and rows of it may be in the destination of "
                        + target.source().quoted() + " already",
                        "Resync the pipe");
            }
        }
    }

    /** The error for one that no crash explains. */
    PipeException notExplained() {
        return refusal("", "Resync the pipe");
    }

    private PipeException refusal(String circumstance, String remedy) {
        return new PipeException(new PipeError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
                "The binlog file " + file + " ends within a transaction, after " + reached + circumstance, remedy,
                null));
    }

    @Override
    public String toString() {
        return reached + " in " + file;
    }
}
