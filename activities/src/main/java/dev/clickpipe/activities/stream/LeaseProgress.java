package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.TableName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far a lease has come. Moves only when the destination has acknowledged a batch. */
final class LeaseProgress {
    private final Clock clock;
    private final List<TableName> sources;
    private final ChangeCounts[] counts;
    private Position position;
    private long batches;
    private long bytes;
    private long lagMilliseconds;
    private @Nullable Instant lastBatchAt;

    /**
     * @param begun what an earlier attempt of the same lease had reached, or where the lease starts
     * @param sources the source tables, by number
     */
    LeaseProgress(StreamProgress begun, List<TableName> sources, Clock clock) {
        this(begun, sources, _ -> List.of(), clock);
    }

    /**
     * The same with warnings that are shown from the start.
     *
     * @param cascades foreign keys of a source table whose actions are not replicated
     */
    LeaseProgress(StreamProgress begun, List<TableName> sources,
            Function<TableName, List<UnreplicatedCascade>> cascades, Clock clock) {
        this.clock = clock;
        this.sources = List.copyOf(sources);
        counts = new ChangeCounts[sources.size()];
        for (int source = 0; source < counts.length; source++) {
            counts[source] = countsOf(begun, sources.get(source));
            counts[source].cascades = UnreplicatedCascade.add(counts[source].cascades,
                    cascades.apply(sources.get(source)));
        }
        position = begun.position();
        batches = begun.batches();
        bytes = begun.bytes();
        lastBatchAt = begun.lastBatchAt();
    }

    /** Where a lease starts that has done nothing yet. */
    static StreamProgress start(Position position) {
        return new StreamProgress(position, List.of(), 0, 0, 0, null);
    }

    private static ChangeCounts countsOf(StreamProgress begun, TableName source) {
        ChangeCounts counts = new ChangeCounts();
        for (TableChanges changes : begun.changes()) {
            if (changes.table().equals(source)) {
                counts.inserts = changes.inserts();
                counts.updates = changes.updates();
                counts.deletes = changes.deletes();
                counts.losses = changes.losses();
                counts.cascades = changes.cascades();
            }
        }
        return counts;
    }

    /** The destination holds all of the batch. */
    synchronized void acknowledged(Batch batch) {
        for (int source = 0; source < counts.length; source++) {
            counts[source].add(batch.counts(source));
        }
        bytes += batch.binlogBytes();
        Position end = batch.end();
        if (end != null) {
            position = end;
        }
        if (batch.rowCount() > 0) {
            batches++;
            lastBatchAt = clock.instant();
        }
    }

    /** Tells the commit time, microseconds since 1970, of the oldest change not yet acknowledged; 0 when there is none. */
    synchronized void oldestWaiting(long commitMicros) {
        lagMilliseconds = commitMicros == 0
                ? 0
                : Math.max(0, clock.millis() - TimeUnit.MICROSECONDS.toMillis(commitMicros));
    }

    synchronized Position position() {
        return position;
    }

    synchronized StreamProgress snapshot() {
        List<TableChanges> changes = new ArrayList<>();
        for (int source = 0; source < counts.length; source++) {
            ChangeCounts table = counts[source];
            if (!table.isEmpty()) {
                changes.add(new TableChanges(sources.get(source), table.inserts, table.updates, table.deletes,
                        table.losses, table.cascades));
            }
        }
        return new StreamProgress(position, changes, batches, bytes, lagMilliseconds, lastBatchAt);
    }
}
