package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.BitSet;
import java.util.List;

/**
 * Whether rows that are in the binlog, and were rolled back by the source at the end of their transaction, can be left out.
 *
 * <p>MariaDB writes such a transaction when it also made or dropped temporary tables. All of its rows are rolled back: those
 * of engines that cannot do so are in transactions of their own, which are committed. Of other servers that is not known.
 */
final class RolledBackRows {
    private final Flavour flavour;
    /** Numbers of the destination tables that held none of what follows when they were asked. Since then only this lease writes. */
    private final BitSet asked = new BitSet();

    RolledBackRows(Flavour flavour) {
        this.flavour = flavour;
    }

    /**
     * The tables whose rows cannot be left out, because some may be stored: as a piece of a large transaction, by this
     * attempt or by one that was killed.
     *
     * @param changed by the transaction
     * @param pieceTaken whether some of its rows were given to the writer
     * @param version the lowest one that its rows may have
     */
    List<ReplicatedTable> thatMayBeStored(List<ReplicatedTable> changed, boolean pieceTaken, long version) {
        if (flavour != Flavour.MARIADB || pieceTaken) {
            return changed;
        }
        return changed.stream().filter(table -> table.destinations().stream()
                .anyMatch(target -> mayHold(target, version))).toList();
    }

    private boolean mayHold(StreamTarget target, long version) {
        if (asked.get(target.number())) {
            return false;
        }
        boolean holds = target.mayHold(version);
        asked.set(target.number(), !holds);
        return holds;
    }
}
