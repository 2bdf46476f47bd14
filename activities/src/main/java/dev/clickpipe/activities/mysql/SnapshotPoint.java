package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;

/** Where a consistent snapshot stands in the binlog. */
public sealed interface SnapshotPoint {
    /** It holds exactly the transactions before this. */
    record Exact(Coordinates at) implements SnapshotPoint {}

    /**
     * It holds all that lies before {@code seen} and nothing behind {@code end}; of what lies between, some.
     *
     * <p>MySQL writes a commit to the binlog first, shows it in the engine then, and in gtid_executed last.
     */
    record Between(Coordinates seen, Coordinates.FileOffset end) implements SnapshotPoint {}
}
