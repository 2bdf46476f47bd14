package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchExchangeTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void aQuietTableIsTakenAtOnce() throws InterruptedException {
        BatchExchange exchange = exchange(Duration.ofHours(1), 1000);
        writeTransaction(exchange, 10, 5);
        Batch batch = taken(exchange);
        assertThat(batch.rowCount()).isEqualTo(5);
        assertThat(batch.end()).isEqualTo(position(10));
    }

    @Test
    void aBusyTableWaitsForItsInterval() throws InterruptedException {
        BatchExchange exchange = exchange(Duration.ofHours(1), 1000);
        writeTransaction(exchange, 10, 5);
        exchange.written(taken(exchange));
        writeTransaction(exchange, 20, 5);
        CompletableFuture<@Nullable Batch> next = CompletableFuture.supplyAsync(() -> take(exchange));
        assertThat(next).isNotDone();
        exchange.end(new LeaseEnding.Cancelled());
        assertThat(next.join()).isNotNull().extracting(Batch::end).isEqualTo(position(20));
    }

    @Test
    void aFullBatchIsTakenWhateverTheInterval() throws InterruptedException {
        BatchExchange exchange = exchange(Duration.ofHours(1), 10);
        writeTransaction(exchange, 10, 1);
        exchange.written(taken(exchange));
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> writeTransaction(exchange, 20, 10));
        assertThat(taken(exchange).rowCount()).isEqualTo(10);
        reader.join();
    }

    @Test
    void theReaderWaitsUntilAFullBatchIsTaken() throws InterruptedException {
        BatchExchange exchange = exchange(Duration.ofHours(1), 10);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int transaction = 1; transaction <= 5; transaction++) {
                writeTransaction(exchange, transaction * 10L, 10);
            }
        });
        for (int transaction = 1; transaction <= 5; transaction++) {
            Batch batch = taken(exchange);
            assertThat(batch.rowCount()).isEqualTo(10);
            assertThat(batch.end()).isEqualTo(position(transaction * 10L));
            exchange.written(batch);
        }
        reader.join();
    }

    @Test
    void theEndDropsATransactionThatHasNotEnded() throws InterruptedException {
        BatchExchange exchange = exchange(Duration.ofHours(1), 1000);
        writeTransaction(exchange, 10, 5);
        exchange.reading(() -> {
            exchange.transactionStarted();
            writeRows(exchange, 3);
        });
        exchange.end(new LeaseEnding.Cancelled());
        Batch batch = taken(exchange);
        assertThat(batch.rowCount()).isEqualTo(5);
        assertThat(batch.end()).isEqualTo(position(10));
        exchange.written(batch);
        assertThat(exchange.take()).isNull();
    }

    @Test
    void aTransactionBeyondTheBoundIsTakenInPiecesAndMovesNothingBeforeItsEnd() throws InterruptedException {
        BatchExchange exchange = new BatchExchange(new BatchLimits(Duration.ofHours(1), 1000, 100), 1, 1, HOUR);
        exchange.reading(() -> {
            exchange.transactionStarted();
            writeRows(exchange, 10);
        });
        CompletableFuture<Void> reader = CompletableFuture
                .runAsync(() -> read(exchange, () -> writeRows(exchange, 30)));
        Batch piece = taken(exchange);
        assertThat(piece.rowCount()).isBetween(10L, 40L);
        assertThat(piece.end()).isNull();
        exchange.written(piece);
        reader.join();
        read(exchange, () -> exchange.transactionEnded(1, () -> position(10)));
        exchange.end(new LeaseEnding.Cancelled());
        assertThat(taken(exchange).end()).isEqualTo(position(10));
    }

    @Test
    void anOldLeaseEndsAtTheEndOfATransaction() throws InterruptedException {
        BatchExchange exchange = new BatchExchange(new BatchLimits(Duration.ofHours(1), 1000, 1 << 20), 1, 1, 1);
        assertThat(exchange.ending()).isNull();
        writeTransaction(exchange, 10, 5);
        assertThat(exchange.ending()).isInstanceOf(LeaseEnding.Aged.class);
        assertThat(taken(exchange).end()).isEqualTo(position(10));
    }

    @Test
    void theFirstReasonToEndStays() {
        BatchExchange exchange = exchange(Duration.ofSeconds(1), 10);
        exchange.end(new LeaseEnding.Cancelled());
        exchange.end(new LeaseEnding.Aged());
        assertThat(exchange.ending()).isInstanceOf(LeaseEnding.Cancelled.class);
    }

    private static BatchExchange exchange(Duration syncInterval, int maximumRows) {
        return new BatchExchange(new BatchLimits(syncInterval, maximumRows, 1 << 20), 1, 1, HOUR);
    }

    private static void writeTransaction(BatchExchange exchange, long ordinal, int rows) {
        read(exchange, exchange::transactionStarted);
        read(exchange, () -> writeRows(exchange, rows));
        read(exchange, () -> exchange.transactionEnded(1, () -> position(ordinal)));
    }

    private static void writeRows(BatchExchange exchange, int rows) {
        for (int row = 0; row < rows; row++) {
            exchange.filling().table(0).rows().putLong(row);
            exchange.filling().table(0).rows().endRow();
        }
    }

    private static void read(BatchExchange exchange, BatchExchange.Work handling) {
        try {
            exchange.reading(handling);
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    private static Batch taken(BatchExchange exchange) {
        return Objects.requireNonNull(take(exchange), "no batch was taken");
    }

    private static @Nullable Batch take(BatchExchange exchange) {
        try {
            return exchange.take();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    private static Position position(long ordinal) {
        return new Position(new SourceIdentity(SourceIdentity.Flavour.MYSQL, "server", null, 0), 1, ordinal,
                new Coordinates.Gtid("a:1-" + ordinal));
    }
}
