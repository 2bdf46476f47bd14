package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pipe says of itself, in one sentence per state, and what a person can do then. */
final class StatusMessages {
    private StatusMessages() {}

    static String of(LivePipe pipe) {
        PipeConfiguration configuration = pipe.configuration();
        return switch (pipe.state()) {
            case PROVISIONING -> pipe.checked()
                    ? "Waiting for a worker of service " + configuration.serviceId()
                            + " to answer; under the provisioner shared, start one with --service "
                            + configuration.serviceId() + "."
                    : "Checking source and destination.";
            case SETUP -> "Creating the destination tables in " + configuration.destinationDatabase() + "."
                    + beside(pipe);
            case SNAPSHOT -> "Loading " + loading(pipe) + " from " + source(configuration) + " into "
                    + configuration.destinationDatabase() + "." + beside(pipe);
            case RUNNING -> "Following the binlog of " + source(configuration) + " for " + tables(configuration)
                    + " into " + configuration.destinationDatabase() + ".";
            case PAUSING -> "Stopping what runs; the batch on its way is finished first.";
            case PAUSED -> "Nothing is pulled and nothing is written until it is resumed.";
            case MODIFYING -> "Making the changes that were asked for; the batch on its way is finished first.";
            case RESYNC -> "Exchanging the shadow tables of " + loading(pipe) + ", each atomically.";
            case COMPLETED -> "All rows of " + tables(configuration) + " are loaded; changes are not followed.";
            case FAILED -> "Stopped by an error: " + message(pipe.error());
            case DEGRADED -> (pipe.main().hasPosition() ? "Following the binlog, but not for " : "Loaded, but not ")
                    + TableResync.sentence(pipe.problems().tables())
                    + ". Retry loads what failed again: command retry of the REST API, or the signal retryTables.";
            case STOPPING -> "Being deleted: what runs is stopped; the tables in ClickHouse stay.";
            case STOPPED -> "Deleted; the tables in ClickHouse stay.";
        };
    }

    /** The signals that make sense now. */
    static String possible(LivePipe pipe) {
        List<Operation> offered = Operation.offered(pipe);
        return offered.isEmpty()
                ? "nothing more"
                : offered.stream().map(operation -> "`" + operation.signal() + "`").collect(Collectors.joining(", "));
    }

    private static String loading(LivePipe pipe) {
        TableResync reload = pipe.reload();
        return reload == null ? tables(pipe.configuration()) : reload.sentence();
    }

    private static String beside(LivePipe pipe) {
        return pipe.followsBeside() ? " The other tables are followed meanwhile." : "";
    }

    private static String message(@Nullable PipeError error) {
        return error == null ? "unknown" : error.message();
    }

    private static String source(PipeConfiguration configuration) {
        return configuration.source().host() + ":" + configuration.source().port();
    }

    private static String tables(PipeConfiguration configuration) {
        int count = configuration.tables().size();
        return count == 1 ? "1 table" : count + " tables";
    }
}
