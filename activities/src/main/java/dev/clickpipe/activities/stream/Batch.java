package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.position.Position;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes read and not yet acknowledged: rows per destination table, counts per source table, and the position they lead
 * to. Filled by the reader, written by the writer, never by both at once (see {@link BatchExchange}).
 */
final class Batch {
    private final TableBatch[] tables;
    private final ChangeCounts[] counts;
    private boolean transactionEnded;
    private @Nullable Position end;
    private long oldestCommitMicros;
    private long binlogBytes;

    /** An empty batch for {@code destinations} destination tables and {@code sources} source tables. */
    Batch(int destinations, int sources) {
        tables = Stream.generate(TableBatch::new).limit(destinations).toArray(TableBatch[]::new);
        counts = Stream.generate(ChangeCounts::new).limit(sources).toArray(ChangeCounts[]::new);
    }

    /** Rows of the destination table with this number. */
    TableBatch table(int destination) {
        return tables[destination];
    }

    /** Changes of the source table with this number. */
    ChangeCounts counts(int source) {
        return counts[source];
    }

    /** A transaction ended: all rows are of whole transactions, and the position may move. */
    void transactionEnded(long commitMicros) {
        for (TableBatch table : tables) {
            table.transactionEnded();
        }
        if (oldestCommitMicros == 0) {
            oldestCommitMicros = commitMicros;
        }
        transactionEnded = true;
    }

    /** Drops what belongs to a transaction that has not ended; its counts stay, they are only shown. */
    void abandonTransaction() {
        for (TableBatch table : tables) {
            table.abandonTransaction();
        }
    }

    void read(long bytes) {
        binlogBytes += bytes;
    }

    /** Whether a transaction ended since the batch began. */
    boolean hasTransactionEnd() {
        return transactionEnded;
    }

    /** Says where the last transaction that ended in it ends; once, when it is taken, because it is costly to tell. */
    void endsAt(Position position) {
        end = position;
    }

    /** Where the last whole transaction ends; null when none ended in the batch. */
    @Nullable
    Position end() {
        return end;
    }

    /** Commit time of the first transaction that ended in it, microseconds since 1970; 0 when unknown. */
    long oldestCommitMicros() {
        return oldestCommitMicros;
    }

    long binlogBytes() {
        return binlogBytes;
    }

    /** Bytes of rows, of all tables. */
    long rowBytes() {
        long bytes = 0;
        for (TableBatch table : tables) {
            bytes += table.rows().size();
        }
        return bytes;
    }

    /** Rows of all tables. */
    long rowCount() {
        long rows = 0;
        for (TableBatch table : tables) {
            rows += table.rows().rowCount();
        }
        return rows;
    }

    boolean isEmpty() {
        return !transactionEnded && rowCount() == 0;
    }

    void clear() {
        Arrays.stream(tables).forEach(TableBatch::clear);
        Arrays.stream(counts).forEach(ChangeCounts::clear);
        transactionEnded = false;
        end = null;
        oldestCommitMicros = 0;
        binlogBytes = 0;
    }
}
