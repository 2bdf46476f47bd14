package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.clickhouse.Storage;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.clickhouse.TableSpecification.Column;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Lets one pipe at a time write its id into the comment of a table that it takes over. Of two ALTERs ClickHouse keeps the later,
 * and a pipe that has read its own comment back may lose it right afterwards. Of two CREATEs of one name the second fails: a
 * table named by the UUID of the other one is the lock, and its comment names the pipe that has it.
 */
final class TakeOverLock {
    private static final String PREFIX = "_clickpipe_takeover_";

    private final DestinationTables tables;
    private final PipeConfiguration configuration;
    private final ActivePipes living;

    TakeOverLock(DestinationTables tables, PipeConfiguration configuration, ActivePipes living) {
        this.tables = tables;
        this.configuration = configuration;
        this.living = living;
    }

    /**
     * Writes the comment, unless it is there, if the table is still what it was when it was judged.
     *
     * @throws PipeException DESTINATION_BUSY when another pipe has, or had, the lock: another attempt finds what it made of it
     */
    void take(TableName source, DestinationTable judged) {
        String lock = PREFIX + judged.uuid().replace("-", "");
        if (TableSpecification.isMadeBy(configuration, judged)) {
            // An attempt that died behind its comment left the lock.
            release(lock);
            return;
        }
        acquire(lock, source, judged);
        if (tables.find(judged.database(), judged.name()).filter(judged::equals).isEmpty()) {
            release(lock);
            throw busy(judged, source);
        }
        tables.comment(judged.database(), judged.name(),
                TableSpecification.commentOfTakeOver(configuration, source, judged));
        if (!release(lock)) {
            throw busy(judged, source);
        }
    }

    private void acquire(String lock, TableName source, DestinationTable judged) {
        try {
            tables.create(new TableSpecification(judged.database(), lock, List.of(new Column("x", "UInt8", "")),
                    new Storage.Kept(List.of("x")),
                    TableSpecification.commentOfTakeOver(configuration, source, judged)));
        } catch (RuntimeException refused) {
            Optional<DestinationTable> held = tables.find(judged.database(), lock);
            // Another pipe may have had the lock then, and have released it since.
            if (held.isEmpty() && !DestinationTables.isAlreadyThere(refused)) {
                throw refused;
            }
            if (held.filter(table -> TableSpecification.isMadeBy(configuration, table)).isPresent()) {
                // Of an earlier attempt, which wrote the same or nothing.
                return;
            }
            if (held.isPresent() && held.flatMap(TableSpecification::owner).filter(living::contain).isEmpty()) {
                tables.drop(judged.database(), lock);
            }
            throw busy(judged, source);
        }
    }

    /** Whether it was this pipe's until now. */
    private boolean release(String lock) {
        boolean own = tables.find(configuration.destinationDatabase(), lock)
                .filter(held -> TableSpecification.isMadeBy(configuration, held)).isPresent();
        if (own) {
            tables.drop(configuration.destinationDatabase(), lock);
        }
        return own;
    }

    private static PipeException busy(DestinationTable judged, TableName source) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_BUSY,
                "The destination table " + judged.name() + " of " + source.quoted()
                        + " is being taken over by another ClickPipe",
                "Wait for the next attempt, which finds whose it is", source));
    }
}
