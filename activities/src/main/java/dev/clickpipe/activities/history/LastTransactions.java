package dev.clickpipe.activities.history;

import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transactions that were applied last: one, or on MariaDB one of each domain. For one thread. */
public final class LastTransactions {
    private final Flavour flavour;
    /** Of other domains than the newest one's, oldest first. */
    private final List<LastTransaction> older = new ArrayList<>();
    private @Nullable LastTransaction newest;

    /** None yet. */
    public LastTransactions(Flavour flavour) {
        this.flavour = flavour;
    }

    /** Those of a position. */
    public static LastTransactions of(Position position) {
        LastTransactions last = new LastTransactions(position.source().flavour());
        position.lastTransactions().forEach(last::add);
        return last;
    }

    /** One more was applied. */
    public void add(LastTransaction applied) {
        LastTransaction before = newest;
        if (before != null && flavour == Flavour.MARIADB && !sameDomain(before, applied)) {
            older.removeIf(other -> sameDomain(other, applied));
            older.add(before);
        }
        newest = applied;
    }

    /** All of them, the newest one at the end. */
    public List<LastTransaction> list() {
        List<LastTransaction> all = new ArrayList<>(older);
        if (newest != null) {
            all.add(newest);
        }
        return all;
    }

    /** MariaDB's GTIDs begin with the domain and a dash. */
    private static boolean sameDomain(LastTransaction one, LastTransaction other) {
        int length = one.gtid().indexOf('-') + 1;
        return other.gtid().regionMatches(0, one.gtid(), 0, length);
    }
}
