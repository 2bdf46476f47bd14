package dev.clickpipe.workflows.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidNotationTest {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @ParameterizedTest
    @ValueSource(strings = {":1", ":1-5", ":1-5:7", ": 1 - 5 ,\n" + UUID + ":9", ":1:audit:1-3:7", ":audit:1",
            ":1-9223372036854775807"})
    void setsOfMySql(String intervals) {
        assertThat(GtidNotation.isSet(Flavour.MYSQL, UUID + intervals)).isTrue();
        assertThat(GtidNotation.isSet(Flavour.MARIADB, UUID + intervals)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", UUID, UUID + ":", UUID + ":0", UUID + ":5-1", UUID + ":1-", UUID + ":-1",
            UUID + ":1,", "," + UUID + ":1", UUID + ":audit", UUID + ":1:audit", UUID + ":1-2-3",
            UUID + ":9223372036854775808", "3e11fa47:1", "audit:" + UUID + ":1", UUID + ":1'; DROP TABLE x; --"})
    void noSetsOfMySql(String text) {
        assertThat(GtidNotation.isSet(Flavour.MYSQL, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-1-5", "0-1-5,1-4294967295-9", " 0-1-5 ,\n1-2-3"})
    void setsOfMariaDb(String text) {
        assertThat(GtidNotation.isSet(Flavour.MARIADB, text)).isTrue();
        assertThat(GtidNotation.isSet(Flavour.MYSQL, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0-1", "0-1-5,", "0-1-5,0-2-7", "0-1-5-7", "4294967296-1-1", "0-1-5'; DROP TABLE x",
            "a-b-c"})
    void noSetsOfMariaDb(String text) {
        assertThat(GtidNotation.isSet(Flavour.MARIADB, text)).isFalse();
    }
}
