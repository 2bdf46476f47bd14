package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What people asked for and did not get yet; and what is refused, with the reason. */
public final class Requests {
    /** Clients compare this text. */
    public static final String ALREADY_RUNNING = "ClickPipe is already running";

    private boolean pauseWanted;
    private boolean deleteWanted;
    private final List<Change> changes = new ArrayList<>();
    /** By identity: two equal changes may end differently. */
    private final IdentityHashMap<Change, String> refusals = new IdentityHashMap<>();

    /** Whether what runs must stop. */
    public boolean stopWanted() {
        return pauseWanted || deleteWanted || changeWanted();
    }

    /** What it must stop for; a delete comes before all, and changes, or none of them, are made before a pause. */
    public PipeEvent interruption() {
        if (deleteWanted) {
            return PipeEvent.DELETE;
        }
        return changeWanted() || !pauseWanted ? PipeEvent.CHANGE : PipeEvent.PAUSE;
    }

    /** Whether changes were asked for that are not made yet. */
    public boolean changeWanted() {
        return !changes.isEmpty();
    }

    /** Remembers a change until it is made. */
    public void change(Change change) {
        changes.add(change);
    }

    /** The changes that were asked for, in the order in which they came. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * A change is not made as it was asked for.
     *
     * @param rest what of it is made nevertheless; empty for nothing
     * @param reason for those who wait for it
     */
    public void refuse(Change change, Optional<? extends Change> rest, String reason) {
        int place = 0;
        while (changes.get(place) != change) {
            place++;
        }
        changes.remove(place);
        if (rest.isPresent()) {
            changes.add(place, rest.get());
        }
        refusals.put(change, reason);
    }

    /** Why a change was not made, or not all of it; empty when it was. Answers once. */
    public Optional<String> takeRefusal(Change change) {
        return Optional.ofNullable(refusals.remove(change));
    }

    /** The changes to be made now, in the order in which they were asked for; they are forgotten here. */
    List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Why a change cannot be made in the state; empty when it can, if it is right in itself. */
    Optional<String> refusalIn(PipeState state, Change change, boolean setUp) {
        return deleteWanted || state.deleted()
                ? Optional.of(beingDeleted(state))
                : change.refusalIn(state, setUp);
    }

    /**
     * Why one of several changes makes no sense; empty when all do. Each is judged by what the pipe is when those before it
     * are made.
     */
    public Optional<String> refusalOf(List<Change> wanted, PipeConfiguration configuration, PipeState state,
            boolean setUp) {
        PipeConfiguration then = afterChanges(configuration);
        for (Change change : wanted) {
            PipeConfiguration before = then;
            Optional<String> refusal = refusalIn(state, change, setUp).or(() -> change.refusal(before));
            if (refusal.isPresent()) {
                return refusal;
            }
            then = change.appliedTo(then);
        }
        return Optional.empty();
    }

    /** Whether a change would leave all as it is when those before it are made. */
    public boolean changesNothing(Change change, PipeConfiguration configuration) {
        return change.changesNothing(afterChanges(configuration));
    }

    private PipeConfiguration afterChanges(PipeConfiguration configuration) {
        PipeConfiguration then = configuration;
        for (Change earlier : changes) {
            then = earlier.appliedTo(then);
        }
        return then;
    }

    /** Whether the pipe is to be, or to stay, paused. */
    public boolean pauseWanted() {
        return pauseWanted;
    }

    /** Whether the pipe is to end. */
    public boolean deleteWanted() {
        return deleteWanted;
    }

    /** Remembers a pause, until it is taken back. */
    public void pause() {
        pauseWanted = true;
    }

    /** Takes a pause back, whether it took effect already or not. */
    public void resume() {
        pauseWanted = false;
    }

    /** Remembers that the pipe is to end. */
    public void delete() {
        deleteWanted = true;
    }

    /** Why a pause makes no sense in the state; empty when it does. A pause of a paused pipe does. */
    public Optional<String> refusalOfPause(PipeState state) {
        return switch (state) {
            case PROVISIONING, SETUP, SNAPSHOT, RUNNING, PAUSING, PAUSED, MODIFYING, RESYNC, DEGRADED ->
                deleteWanted ? Optional.of(beingDeleted(state)) : Optional.empty();
            case COMPLETED -> Optional
                    .of("ClickPipe is Completed: all rows are loaded, nothing runs that could be paused; it can be resynced or deleted");
            case FAILED -> Optional.of(
                    "ClickPipe is Failed: nothing runs that could be paused; fix what its error names and resync it, or delete it");
            case STOPPING, STOPPED -> Optional.of(beingDeleted(state));
        };
    }

    /** Why a resume makes no sense in the state; empty when it does. */
    public Optional<String> refusalOfResume(PipeState state) {
        return switch (state) {
            case PROVISIONING, SETUP, SNAPSHOT, RUNNING, PAUSING, PAUSED, MODIFYING, RESYNC, DEGRADED -> {
                if (deleteWanted) {
                    yield Optional.of(beingDeleted(state));
                }
                yield pauseWanted ? Optional.empty() : Optional.of(ALREADY_RUNNING);
            }
            case COMPLETED -> Optional
                    .of("ClickPipe is Completed: all rows are loaded, there is nothing to resume; it can be resynced or deleted");
            case FAILED -> Optional
                    .of("ClickPipe is Failed and cannot continue from where it stopped; fix what its error names and resync it, or delete it");
            case STOPPING, STOPPED -> Optional.of(beingDeleted(state));
        };
    }

    static String beingDeleted(PipeState state) {
        return "ClickPipe is " + state.wireName() + " and being deleted; create another one instead";
    }
}
