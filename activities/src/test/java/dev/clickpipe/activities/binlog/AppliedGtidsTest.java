package dev.clickpipe.activities.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AppliedGtidsTest {
    private static final String ONE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String TWO = "3e11fa47-71ca-11e1-9e33-c80aa9429563";

    @Test
    void mySqlJoinsIntervals() {
        AppliedGtids set = AppliedGtids.parse(Flavour.MYSQL, ONE.toUpperCase(Locale.ROOT) + ":1-3:5,\n" + TWO + ":7");
        set.add(ONE + ":4");
        set.add(TWO + ":9");
        assertThat(set).hasToString(ONE + ":1-5," + TWO + ":7-7:9-9");
        assertThat(set.contains(ONE + ":5")).isTrue();
        assertThat(set.contains(TWO + ":8")).isFalse();
    }

    @Test
    void mySqlKeepsTags() {
        AppliedGtids set = AppliedGtids.parse(Flavour.MYSQL, ONE + ":1-3:audit:1");
        set.add(ONE + ":audit:2");
        assertThat(set.contains(ONE + ":audit:2")).isTrue();
        assertThat(set.contains(ONE + ":audit:3")).isFalse();
        assertThat(AppliedGtids.parse(Flavour.MYSQL, set.toString())).hasToString(set.toString());
        assertThat(set.toString()).contains("audit:1-2").contains("1-3");
    }

    @Test
    void ofMySqlWhatASetLeavesOutBelowItsHighestIsKnown() {
        AppliedGtids executed = AppliedGtids.parse(Flavour.MYSQL, ONE + ":1-9:audit:1-3");
        assertThat(AppliedGtids.parse(Flavour.MYSQL, ONE + ":1-5").passedOver(executed)).isEmpty();
        assertThat(AppliedGtids.parse(Flavour.MYSQL, ONE + ":1-5:7").passedOver(executed)).isEqualTo(ONE + ":1-7");
        assertThat(AppliedGtids.parse(Flavour.MYSQL, ONE + ":1-9:audit:3").passedOver(executed))
                .isEqualTo(ONE + ":audit:1-3");
    }

    @Test
    void mariaDbKeepsTheLastOfEachDomain() {
        AppliedGtids set = AppliedGtids.parse(Flavour.MARIADB, "1-7-9, 0-1-5");
        set.add("0-2-6");
        assertThat(set).hasToString("0-2-6,1-7-9");
        assertThat(set.contains("0-1-5")).isTrue();
        assertThat(set.contains("1-7-10")).isFalse();
        assertThat(set.contains("2-1-1")).isFalse();
    }

    @Test
    void emptySetsAndBadTexts() {
        assertThat(AppliedGtids.parse(Flavour.MYSQL, "")).hasToString("");
        assertThat(AppliedGtids.parse(Flavour.MARIADB, "")).hasToString("");
        assertThatThrownBy(() -> AppliedGtids.parse(Flavour.MARIADB, "0-1-5'; DROP"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AppliedGtids.parse(Flavour.MYSQL, "no set"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
