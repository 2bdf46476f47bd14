package dev.clickpipe.activities.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryStatusTest {
    private static final QueryStatus NOTHING = new QueryStatus(null, null, null);

    private static Body bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Body(bytes, 0, bytes.length);
    }

    private static BinlogEvent.Statement decode(String text, QueryStatus status) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return StatementText.decode("d", new Body(bytes, 0, bytes.length), status, Flavour.MYSQL);
    }

    @Test
    void variablesAreFoundBehindAllOthers() {
        assertThat(QueryStatus.read(bytes("00 01000000 0304000000 05 03 555443 06 03 737464 07 0100 08 0100"
                + " 0a 01000000 0b 01 61 02 6262 0d 010203 10 01 11 0100000000000000 12 ff00 13 00 14 00"
                + " 80 010203 81 0100000000000000 01 0400000000000000 04 0800 2d00 2d00 0c 02 6100 626200")))
                .isEqualTo(new QueryStatus(4L, 8, Set.of("a", "bb")));
    }

    @Test
    void anUnknownOneEndsTheWalk() {
        assertThat(QueryStatus.read(bytes("01 0400000000000000 fa 04 0800 2d00 2d00")))
                .isEqualTo(new QueryStatus(4L, null, null));
        assertThat(QueryStatus.read(bytes("0c fe"))).as("more databases than are listed").isEqualTo(NOTHING);
        assertThat(QueryStatus.read(bytes(""))).isEqualTo(NOTHING);
    }

    /** What was not found is not guessed. */
    @Test
    void withoutVariablesOnlyPlainTextsAreCertain() {
        assertThat(decode("TRUNCATE TABLE `t`", NOTHING).certain()).isTrue();
        assertThat(decode("TRUNCATE TABLE `é`", NOTHING).certain()).isFalse();
        assertThat(decode("TRUNCATE TABLE \"t\"", NOTHING).certain()).isFalse();
        assertThat(decode("TRUNCATE TABLE `é`", new QueryStatus(0L, 45, null)).certain()).isTrue();
        assertThat(decode("TRUNCATE TABLE `é`", new QueryStatus(0L, 9999, null)).certain()).isFalse();
    }
}
