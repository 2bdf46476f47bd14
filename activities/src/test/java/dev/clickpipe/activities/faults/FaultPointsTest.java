package dev.clickpipe.activities.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPointsTest {
    @ParameterizedTest
    @EnumSource
    void readsNameAndCount(FaultPoint point) {
        FaultPoints.Fault fault = FaultPoints.parse(point.pointName() + ":3");
        assertThat(fault).isNotNull().extracting(FaultPoints.Fault::point).isEqualTo(point);
        assertThat(fault).extracting(FaultPoints.Fault::arrivalsLeft).hasToString("3");
    }

    @Test
    void withoutCountTheFirstArrivalKills() {
        assertThat(FaultPoints.parse("snapshot.afterInsert")).isNotNull().extracting(FaultPoints.Fault::arrivalsLeft)
                .hasToString("1");
    }

    @Test
    void withoutTheVariableNothingIsArmed() {
        assertThat(FaultPoints.parse(null)).isNull();
        assertThat(FaultPoints.parse(" ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot.nowhere:1", "snapshot.afterInsert:0", "snapshot.afterInsert:x", ":1"})
    void refusesWhatItDoesNotKnow(String value) {
        assertThatThrownBy(() -> FaultPoints.parse(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value).hasMessageContaining("stream.beforeInsert");
    }

    @Test
    void namesAreDistinct() {
        assertThat(Arrays.stream(FaultPoint.values()).map(FaultPoint::pointName)).doesNotHaveDuplicates();
    }
}
