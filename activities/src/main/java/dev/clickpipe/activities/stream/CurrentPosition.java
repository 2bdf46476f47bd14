package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.LastTransactions;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.util.List;

/** How far a reader has come, in the way its position names it. Moves between transactions alone. For one thread. */
sealed interface CurrentPosition {
    /** At a position. */
    static CurrentPosition at(Position start) {
        return switch (start.coordinates()) {
            case Coordinates.Gtid(String set) -> new ByGtid(AppliedGtids.parse(start.source().flavour(), set),
                    LastTransactions.of(start));
            case Coordinates.FileOffset place -> new ByFile(start.source(), place);
        };
    }

    /**
     * A transaction was read to its end.
     *
     * @param rowBytes bytes of its rows event bodies
     */
    void transactionEnded(SourceTransaction transaction, Coordinates.FileOffset end, long rowBytes);

    /**
     * The file that is read was begun at a time that the source now has told; nothing of a transaction is open.
     *
     * @return whether that moved it
     */
    boolean fileDescribed(SourceIdentity source);

    /** Where a stream goes on from here. */
    Coordinates coordinates();

    /** See {@link Position#lastTransactions}. */
    List<LastTransaction> lastTransactions();

    /** Whether everything before another place is behind it. */
    boolean covers(LoadedTransactions before);

    /** By the transactions themselves; files say nothing. */
    final class ByGtid implements CurrentPosition {
        private final AppliedGtids applied;
        private final LastTransactions last;

        private ByGtid(AppliedGtids applied, LastTransactions last) {
            this.applied = applied;
            this.last = last;
        }

        @Override
        public void transactionEnded(SourceTransaction transaction, Coordinates.FileOffset end, long rowBytes) {
            if (transaction.gtid() == null) {
                throw new PipeException(new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                        "The source wrote a transaction without a GTID, and the pipe's position is a GTID set",
                        "Set gtid_mode=ON at the source; then resync the pipe, or create another one with"
                                + " replicationMechanism FILE_POS",
                        null));
            }
            applied.add(transaction.gtid());
            last.add(transaction.applied(transaction.gtid(), rowBytes));
        }

        @Override
        public boolean fileDescribed(SourceIdentity source) {
            return false;
        }

        @Override
        public Coordinates coordinates() {
            return new Coordinates.Gtid(applied.toString());
        }

        @Override
        public List<LastTransaction> lastTransactions() {
            return last.list();
        }

        @Override
        public boolean covers(LoadedTransactions before) {
            return before instanceof LoadedTransactions.ByGtid(AppliedGtids set) && applied.containsAll(set);
        }
    }

    /**
     * By file and offset. Moves with every file, because one without transactions would be purged in time, and the position
     * with it.
     */
    final class ByFile implements CurrentPosition {
        private final SourceIdentity begun;
        private Coordinates.FileOffset place;

        private ByFile(SourceIdentity begun, Coordinates.FileOffset place) {
            this.begun = begun;
            this.place = place;
        }

        @Override
        public void transactionEnded(SourceTransaction transaction, Coordinates.FileOffset end, long rowBytes) {
            place = end;
        }

        @Override
        public boolean fileDescribed(SourceIdentity source) {
            String file = source.binlogFile();
            if (file == null) {
                return false;
            }
            if (file.equals(place.file())) {
                BinlogOrder.checkNotBegunAnew(begun, file, source.binlogFileCreatedAt());
                return false;
            }
            place = new Coordinates.FileOffset(file, Coordinates.FileOffset.BEGIN);
            return true;
        }

        @Override
        public Coordinates coordinates() {
            return place;
        }

        /** A file and the time when it was begun say enough. */
        @Override
        public List<LastTransaction> lastTransactions() {
            return List.of();
        }

        @Override
        public boolean covers(LoadedTransactions before) {
            return before instanceof LoadedTransactions.ByFile(Coordinates.FileOffset end)
                    && BinlogOrder.reaches(place, end);
        }
    }
}
