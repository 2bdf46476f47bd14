package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.changes.AddedTables;
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.StatusPublisher;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Claims the destination tables of added tables with the service before the pipe has them, because another pipe may feed one
 * of them or be about to, and a signal is checked by nobody else. The claims end when the memo shows the tables.
 */
final class TargetClaiming {
    private final LivePipe pipe;
    /** By identity: one that is asked for again after its refusal is another one. */
    private final Set<AddedTables> claimed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<UUID> tokens = new ArrayList<>();

    TargetClaiming(LivePipe pipe) {
        this.pipe = pipe;
    }

    /**
     * Claims for all changes that add tables, also for those that arrive meanwhile, and takes out of them what is refused.
     *
     * @return false when the pipe is to be deleted, so that no change is made any more
     */
    boolean claimAdded() {
        boolean refused = false;
        for (Optional<AddedTables> next = next(); next.isPresent(); next = next()) {
            AddedTables added = next.get();
            TargetClaim claim = new TargetClaim(pipe.configuration().pipeId(), Workflow.randomUUID(),
                    pipe.configuration().destinationDatabase(),
                    added.request().tables().stream().map(TableMapping::target).toList());
            tokens.add(claim.token());
            Call<List<TargetConflict>> call = Call.start(() -> ActivityStubs
                    .claims("Claim the destination tables of tables to add").claim(pipe.serviceId(), claim));
            if (!awaited(call)) {
                return false;
            }
            claimed.add(added);
            switch (call.result()) {
                case CallResult.Returned<List<TargetConflict>>(List<TargetConflict> conflicts) ->
                    refused |= refuse(added, conflicts);
                // Set-up looks again whose the tables are.
                case CallResult.Failed<List<TargetConflict>>(PipeError error) -> pipe.journal()
                        .note("Not known whether other pipes feed the destination tables of added tables: "
                                + error.message());
                case CallResult.Unanswered<List<TargetConflict>> _ -> pipe.journal()
                        .note("Not known whether other pipes feed the destination tables of added tables");
            }
        }
        if (refused) {
            refuseWhatCountedOnIt();
        }
        return true;
    }

    /** Ends what was claimed. */
    void end() {
        for (UUID token : tokens) {
            awaited(Call.start(() -> ActivityStubs.service("End the claim of destination tables")
                    .endClaim(pipe.serviceId(), pipe.configuration().pipeId(), token)));
        }
    }

    private Optional<AddedTables> next() {
        return pipe.requests().changes().stream().filter(AddedTables.class::isInstance).map(AddedTables.class::cast)
                .filter(added -> !claimed.contains(added)).findFirst();
    }

    private boolean awaited(Call<?> call) {
        Workflow.await(() -> call.finished() || pipe.requests().deleteWanted());
        if (!call.finished()) {
            // The service is about to be left, with all claims.
            call.cancel();
            call.forget();
            return false;
        }
        return true;
    }

    private boolean refuse(AddedTables added, List<TargetConflict> conflicts) {
        if (conflicts.isEmpty()) {
            return false;
        }
        String reason = conflicts.stream()
                .map(conflict -> "target " + conflict.target() + ": " + conflict.problem())
                .collect(Collectors.joining("; ", "", "; " + TargetConflict.REMEDY));
        Optional<AddedTables> rest = added.without(conflicts.stream().map(TargetConflict::target).toList());
        rest.ifPresent(claimed::add);
        refuse(added, rest, reason + rest.map(left -> ". Made of it: " + left.sentence()).orElse(""));
        return true;
    }

    /** A later change was judged by what the pipe would be with all tables: one that names a refused table makes no sense now. */
    private void refuseWhatCountedOnIt() {
        PipeConfiguration then = pipe.configuration();
        for (Change change : pipe.requests().changes()) {
            Optional<String> reason = change.refusal(then);
            if (reason.isPresent()) {
                refuse(change, Optional.empty(), reason.get());
            } else {
                then = change.appliedTo(then);
            }
        }
    }

    private void refuse(Change change, Optional<? extends Change> rest, String reason) {
        pipe.requests().refuse(change, rest, reason);
        pipe.journal().note("Asked to " + change.sentence() + ", refused: " + reason);
        StatusPublisher.showDetails(pipe);
    }
}
