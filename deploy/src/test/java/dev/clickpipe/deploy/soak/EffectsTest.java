package dev.clickpipe.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectsTest {
    private final Effects effects = new Effects();

    @Test
    void aRunInWhichMostIsRefusedShowsNothing() {
        assertThat(effects.enough()).isFalse();
        eachOnce();
        assertThat(effects.enough()).isTrue();
        for (int refused = 0; refused < Operation.values().length; refused++) {
            effects.count(Operation.ADD_TABLE, new Outcome.Refused("400"));
        }
        assertThat(effects.enough()).isTrue();
        effects.count(Operation.ADD_TABLE, new Outcome.Refused("400"));
        assertThat(effects.enough()).isFalse();
        assertThat(effects.toString()).startsWith("9 of 19 operations took effect: {PAUSE=1, ").endsWith(", too few");
    }

    @Test
    void whatFoundNothingToDoDoesNotCount() {
        eachOnce();
        effects.count(Operation.PAUSE, new Outcome.Idle("it is paused"));
        assertThat(effects.asked()).isEqualTo(Operation.values().length);
    }

    @Test
    void eachKindHasToTakeEffect() {
        effects.count(Operation.PAUSE, new Outcome.Done("Paused"));
        assertThat(effects.enough()).isFalse();
        assertThat(effects).hasToString("1 of 1 operations took effect: {PAUSE=1}, too few, none of [RESUME, ADD_TABLE,"
                + " DROP_TABLE, RESYNC_TABLE, RESYNC_PIPE, SETTINGS, KILL_WORKER, CREATE_AGAIN]");
    }

    private void eachOnce() {
        for (Operation operation : Operation.values()) {
            effects.count(operation, new Outcome.Done("Running"));
        }
    }
}
