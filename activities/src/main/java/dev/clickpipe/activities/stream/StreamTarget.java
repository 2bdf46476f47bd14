package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.workflows.settings.TableName;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A destination table that a stream writes.
 *
 * @param number counts the lease's destination tables from 0
 * @param source the source table that feeds it
 * @param layout how its rows are made
 * @param insert stores rows there, and returns when the destination has them; the same rows may be given again
 * @param mayHoldFrom asks the destination whether it holds rows of a version or higher ones; true where nobody can say
 * @param storedThrough rows up to this version are there already, unsigned; 0 where versions make a repetition harmless
 * @param loaded transactions that its load held already; null when the stream is past them, or there was no load
 */
record StreamTarget(int number, TableName source, RowLayout layout, Consumer<RowBuffer> insert,
        LongPredicate mayHoldFrom, long storedThrough, @Nullable LoadedTransactions loaded) {
    /**
     * Asks the destination whether it holds rows of a version or higher ones; true where nobody can say.
     *
     * @throws PipeException when it does not answer
     */
    boolean mayHold(long version) {
        try {
            return mayHoldFrom.test(version);
        } catch (RuntimeException failure) {
            throw ErrorClassifier.classify(failure, source);
        }
    }

    /** Whether the load held the transaction. */
    boolean isLoaded(SourceTransaction transaction) {
        return loaded != null && loaded.contains(transaction);
    }
}
