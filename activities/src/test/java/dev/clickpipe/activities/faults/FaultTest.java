package dev.clickpipe.activities.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @ParameterizedTest
    @EnumSource
    void readsNameAndCount(FaultPoint point) {
        assertThat(Fault.parse(point.pointName() + ":3")).containsExactly(new Fault(point, 3));
    }

    @Test
    void withoutCountTheFirstArrivalKills() {
        assertThat(Fault.parse("snapshot.afterInsert"))
                .containsExactly(new Fault(FaultPoint.SNAPSHOT_AFTER_INSERT, 1));
    }

    @Test
    void severalAreKeptInTheirOrder() {
        assertThat(Fault.parse("stream.afterBatch:2, setup.beforeCreate:1")).containsExactly(
                new Fault(FaultPoint.STREAM_AFTER_BATCH, 2), new Fault(FaultPoint.SETUP_BEFORE_CREATE, 1));
    }

    @Test
    void withoutTheVariableNothingIsArmed() {
        assertThat(Fault.parse(null)).isEmpty();
        assertThat(Fault.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot.nowhere:1", "snapshot.afterInsert:0", "snapshot.afterInsert:x", ":1",
            "stream.afterBatch:1,"})
    void refusesWhatItDoesNotKnow(String value) {
        assertThatThrownBy(() -> Fault.parse(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Fault.VARIABLE).hasMessageContaining("stream.beforeInsert");
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenAsItIsRead(FaultPoint point) {
        Fault fault = new Fault(point, 7);
        assertThat(Fault.parse(fault.toString())).containsExactly(fault);
    }

    @Test
    void namesAreDistinct() {
        assertThat(Arrays.stream(FaultPoint.values()).map(FaultPoint::pointName)).doesNotHaveDuplicates();
    }
}
