package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

/** The transactions before a position, in the way it names them: those that a load held already, or that a lease is to reach. */
sealed interface LoadedTransactions {
    /** Those before a position. */
    static LoadedTransactions before(Coordinates position, Flavour flavour) {
        return switch (position) {
            case Coordinates.Gtid(String set) -> new ByGtid(AppliedGtids.parse(flavour, set));
            case Coordinates.FileOffset end -> new ByFile(end);
        };
    }

    /** Whether it is among them. */
    boolean contains(SourceTransaction transaction);

    /** Whether all of them are before a position, as far as it can tell. */
    boolean isBefore(Coordinates position, Flavour flavour);

    /** A set. */
    record ByGtid(AppliedGtids set) implements LoadedTransactions {
        @Override
        public boolean contains(SourceTransaction transaction) {
            return transaction.gtid() != null && set.contains(transaction.gtid());
        }

        @Override
        public boolean isBefore(Coordinates position, Flavour flavour) {
            return position instanceof Coordinates.Gtid(String applied)
                    && AppliedGtids.parse(flavour, applied).containsAll(set);
        }
    }

    /** Everything before a place between two transactions. */
    record ByFile(Coordinates.FileOffset end) implements LoadedTransactions {
        @Override
        public boolean contains(SourceTransaction transaction) {
            return BinlogOrder.reaches(end, transaction.behindStart());
        }

        @Override
        public boolean isBefore(Coordinates position, Flavour flavour) {
            return position instanceof Coordinates.FileOffset place && BinlogOrder.reaches(place, end);
        }
    }
}
