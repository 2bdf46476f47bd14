package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;

/** Where a consistent snapshot stands in the binlog. */
public sealed interface SnapshotPoint {
    /** It holds exactly these transactions. */
    record Exact(Coordinates.Gtid at) implements SnapshotPoint {}

    /**
     * It holds all of {@code seen} and nothing behind {@code end}; of what lies between, some.
     *
     * <p>MySQL writes a commit to the binlog first, shows it in the engine then, and in gtid_executed last.
     */
    record Between(Coordinates.Gtid seen, Coordinates.FileOffset end) implements SnapshotPoint {}
}
