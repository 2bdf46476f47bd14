package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.LiveProgressReader;
import dev.clickpipe.api.temporal.PipeUpdates;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.wire.TableCommand;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.TableName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Loads single tables of pipes again. */
@Singleton
final class TableCommands {
    private final PipeCommands pipes;
    private final LiveProgressReader progress;

    TableCommands(PipeCommands pipes, LiveProgressReader progress) {
        this.pipes = pipes;
        this.progress = progress;
    }

    /** Loads again all tables that failed while the others went on. */
    StoredPipe retryFailed(UUID serviceId, UUID pipeId) {
        return pipes.ask(pipes.find(serviceId, pipeId), new PipeUpdates.Request.RetryTables());
    }

    /** Carries out what is asked of one table. */
    StoredPipe carryOut(UUID serviceId, UUID pipeId, TableName table, TableCommand command) {
        StoredPipe pipe = pipes.find(serviceId, pipeId);
        if (pipe.configuration().narrowedTo(table).tables().isEmpty()) {
            throw RefusedException.notFound("the ClickPipe has no table " + table.quoted()
                    + "; GET …/tables lists those it has");
        }
        return switch (command) {
            case RESYNC -> resync(pipe, table);
            case RETRY -> retry(pipe, table);
        };
    }

    private StoredPipe resync(StoredPipe pipe, TableName table) {
        return pipes.ask(pipe, new PipeUpdates.Request.Resync(List.of(table)));
    }

    private StoredPipe retry(StoredPipe pipe, TableName table) {
        PipeDescription description = progress.description(pipe)
                .orElseThrow(() -> RefusedException.unavailable("no worker reported the state of " + table.quoted()
                        + ", which a retry depends on; see that one runs, then try again"));
        if (description.state() == PipeState.FAILED) {
            // No table of it is followed, so that its own answer, to resync all of it, is the one that helps.
            return resync(pipe, table);
        }
        TableState state = description.tables().stream().filter(summary -> summary.source().equals(table)).findFirst()
                .map(TableSummary::state).orElse(TableState.WAITING);
        return switch (state) {
            case FAILED -> resync(pipe, table);
            case WAITING, LOADING, RELOADING -> throw nothingToRetry(table, state, "it is loaded without being asked");
            case LOADED, FOLLOWED -> throw nothingToRetry(table, state, "resync loads it again all the same");
        };
    }

    private static RefusedException nothingToRetry(TableName table, TableState state, String whatWorks) {
        return RefusedException.badRequest("command (retry): " + table.quoted() + " is " + state.wireName()
                + " and not Failed; " + whatWorks);
    }
}
