package dev.clickpipe.activities.history;

import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the first file that a server sends for a position proves. */
final class FileProof {
    private FileProof() {}

    /**
     * Whether that file is the one in which the position was read. A server sends the newest file that does not begin behind the
     * position: not this one, if a restored backup ended it early.
     *
     * <p>Times of files are whole seconds. One that was begun anew within the same second cannot be older than what was read from
     * the file before it; so the last transaction must be of a later second.
     */
    static boolean proves(Position position, String file, long begunAt) {
        SourceIdentity known = position.source();
        List<LastTransaction> last = position.lastTransactions();
        return begunAt != 0 && begunAt == known.binlogFileCreatedAt() && file.equals(known.binlogFile())
                && (last.isEmpty() || TimeUnit.MICROSECONDS.toSeconds(last.getLast().committedAtMicros()) > begunAt);
    }
}
