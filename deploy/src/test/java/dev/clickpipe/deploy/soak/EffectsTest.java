package dev.clickpipe.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectsTest {
    @Test
    void aRunInWhichMostIsRefusedShowsNothing() {
        Effects effects = new Effects();
        assertThat(effects.enough()).isFalse();
        effects.count(Operation.PAUSE, new Outcome.Done("Paused"));
        effects.count(Operation.PAUSE, new Outcome.Idle("it is paused"));
        assertThat(effects.enough()).isTrue();
        effects.count(Operation.ADD_TABLE, new Outcome.Refused("400"));
        assertThat(effects.enough()).isFalse();
        assertThat(effects).hasToString("1 of 3 operations took effect: {PAUSE=1}");
    }
}
