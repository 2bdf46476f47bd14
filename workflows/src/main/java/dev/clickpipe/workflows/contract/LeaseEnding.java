package dev.clickpipe.workflows.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a lease came back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "why")
@JsonSubTypes({@JsonSubTypes.Type(value = LeaseEnding.Aged.class, name = "aged"),
        @JsonSubTypes.Type(value = LeaseEnding.Cancelled.class, name = "cancelled"),
        @JsonSubTypes.Type(value = LeaseEnding.HandedBack.class, name = "handedBack"),
        @JsonSubTypes.Type(value = LeaseEnding.Arrived.class, name = "arrived"),
        @JsonSubTypes.Type(value = LeaseEnding.SchemaBarrier.class, name = "schemaBarrier"),
        @JsonSubTypes.Type(value = LeaseEnding.TablesFailed.class, name = "tablesFailed"),
        @JsonSubTypes.Type(value = LeaseEnding.Failed.class, name = "failed")})
public sealed interface LeaseEnding {
    /** It was old enough. */
    record Aged() implements LeaseEnding {}

    /** The workflow cancelled it. */
    record Cancelled() implements LeaseEnding {}

    /** It reached {@link StreamLease#until}. */
    record Arrived() implements LeaseEnding {}

    /** Its worker is shutting down; another one goes on. */
    record HandedBack() implements LeaseEnding {}

    /**
     * The transaction at the position changes the definition of a replicated table.
     *
     * @param statement the statement as the binlog holds it; null when only the changed columns were seen
     */
    record SchemaBarrier(TableName table, @Nullable String statement, String difference) implements LeaseEnding {
        /** What it means for the table. */
        public PipeError error() {
            String words = statement == null ? "" : " The statement: " + statement;
            return new PipeError(ErrorKind.SCHEMA_CHANGED,
                    "The definition of " + table.quoted() + " changed: " + difference + "." + words,
                    "Everything before the change has arrived. Retry the table, or resync it: it is loaded again as it is now.",
                    table);
        }
    }

    /**
     * The transaction at the position holds changes of these tables that cannot be replicated. The stream goes on from
     * there without them.
     *
     * @param errors one per table, each with its table and a kind that fails a table
     */
    record TablesFailed(List<PipeError> errors) implements LeaseEnding {
        public TablesFailed {
            errors = List.copyOf(errors);
        }
    }

    /** An error; its kind says whether a new lease may try again. */
    record Failed(PipeError error) implements LeaseEnding {}
}
