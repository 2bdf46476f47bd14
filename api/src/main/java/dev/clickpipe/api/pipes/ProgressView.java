package dev.clickpipe.api.pipes;

import dev.clickpipe.api.temporal.LiveProgress;
import dev.clickpipe.api.wire.ProgressAnswer;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.SnapshotProgress;
import dev.clickpipe.workflows.snapshot.TableLoad;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a pipe, its snapshot and their heartbeats tell: the pipe counts what is finished, the snapshot what it has
 * finished, heartbeats what is on its way.
 */
final class ProgressView {
    private ProgressView() {}

    static ProgressAnswer of(LiveProgress progress) {
        PipeStatus status = progress.description()
                .map(told -> new PipeStatus(told.state(), told.sentence(), told.updatedAt(), told.error()))
                .orElse(progress.pipe().status());
        Map<TableName, TableSummary> tables = new LinkedHashMap<>();
        for (TableMapping table : progress.pipe().configuration().tables()) {
            tables.put(table.source(), TableSummary.of(table));
        }
        progress.description().map(PipeDescription::tables).orElse(List.of())
                .forEach(table -> tables.put(table.source(), table));
        progress.snapshot().ifPresent(snapshot -> addLoads(tables, snapshot, progress.loading()));
        progress.stream().ifPresent(stream -> addChanges(tables, stream));
        boolean live = progress.description().isPresent();
        long earlierBatches = progress.description().map(PipeDescription::batches).orElse(0L);
        return new ProgressAnswer(status.state().wireName(), status.sentence(), status.updatedAt().toString(),
                live,
                progress.stream().map(StreamProgress::lagMilliseconds).orElse(null),
                tables.values().stream().map(table -> table(table, live)).toList(),
                progress.stream().map(stream -> stream(stream, earlierBatches)).orElse(null),
                ProgressAnswer.Failure.of(status.error()),
                ProgressAnswer.Failure.of(progress.description().map(PipeDescription::trouble).orElse(null)),
                progress.description().map(PipeDescription::journal).orElse(List.of()).stream()
                        .map(entry -> new ProgressAnswer.Event(entry.at().toString(), entry.sentence())).toList());
    }

    /** A snapshot's figures replace those of the pipe, which learns them when the snapshot ends. */
    private static void addLoads(Map<TableName, TableSummary> tables, SnapshotProgress snapshot,
            List<LoadedPartition> loading) {
        for (TableLoad load : snapshot.tables()) {
            long onTheWay = loading.stream().filter(partition -> belongs(partition, load, snapshot))
                    .mapToLong(LoadedPartition::rows).sum();
            tables.computeIfPresent(load.table(), (name, was) -> was.loaded(load).withRowsOnTheWay(onTheWay));
        }
    }

    /** A heartbeat tells the number of its partition, not the table: with several tables loading it may fit none alone. */
    private static boolean belongs(LoadedPartition partition, TableLoad load, SnapshotProgress snapshot) {
        return pending(partition, load)
                && snapshot.tables().stream().filter(other -> pending(partition, other)).count() == 1;
    }

    private static boolean pending(LoadedPartition partition, TableLoad load) {
        return load.pending().stream().anyMatch(pending -> pending.number() == partition.number());
    }

    private static void addChanges(Map<TableName, TableSummary> tables, StreamProgress stream) {
        for (TableChanges change : stream.changes()) {
            tables.computeIfPresent(change.table(), (name, was) -> was.changed(change));
        }
    }

    /** Without a worker nobody knows what the pipe does with a table. */
    private static ProgressAnswer.Table table(TableSummary table, boolean live) {
        return new ProgressAnswer.Table(table.source().schema() + "." + table.source().table(),
                table.source().schema(), table.source().table(), table.target(),
                live ? table.state().wireName() : null, ProgressAnswer.Failure.of(table.error()), table.rowsLoaded(),
                table.rowsEstimated(), table.partitionsDone(), table.partitions(), table.inserts(), table.updates(),
                table.deletes(), table.losses().stream().map(loss -> new ProgressAnswer.Loss(loss.column(),
                        loss.values(), loss.firstExample())).toList(),
                table.cascades().stream().map(cascade -> new ProgressAnswer.Cascade(cascade.foreignKey(),
                        cascade.warning(), cascade.parentChanges())).toList());
    }

    private static ProgressAnswer.Stream stream(StreamProgress stream, long earlierBatches) {
        long changes = stream.changes().stream()
                .mapToLong(change -> change.inserts() + change.updates() + change.deletes()).sum();
        return new ProgressAnswer.Stream(earlierBatches + stream.batches(), stream.lagMilliseconds(),
                stream.position().coordinates().text(), changes, stream.bytes(), text(stream.lastBatchAt()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return Optional.ofNullable(instant).map(Instant::toString).orElse(null);
    }
}
