package dev.clickpipe.deploy.compare.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLDataException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Both forms of a geometry in one spelling. */
class WellKnownTest {
    private static final String LITTLE_POINT = "0101000000000000000000f03f0000000000000080";
    private static final String BIG_POINT = "00000000013ff00000000000008000000000000000";

    @Test
    void theSameShapeHasTheSameTextHoweverItIsWritten() throws SQLDataException {
        assertThat(binary(LITTLE_POINT)).isEqualTo("POINT(1.0 -0.0)");
        assertThat(binary(BIG_POINT)).isEqualTo("POINT(1.0 -0.0)");
        assertThat(binary("010400000001000000" + BIG_POINT)).isEqualTo("MULTIPOINT((1.0 -0.0))")
                .isEqualTo(text("multipoint ( 1e0  -0 )"));
        assertThat(binary("010700000002000000" + LITTLE_POINT + "010200000000000000"))
                .isEqualTo(text("GEOMETRYCOLLECTION (POINT (1 -0.0), LINESTRING EMPTY)"));
    }

    @Test
    void nothingStaysNothing() throws SQLDataException {
        assertThat(binary("")).isEqualTo(text("")).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNotTakenForOne() {
        for (String other : new String[]{"POINT(1-2)", "POINT(1d 2)", "POINT(0x1p0 2)", "POINT(1.2.3)", "POINT(1,2)",
                "POINT(1 2))", "POINT((1 2))", "POINT 1 2", "POINT(1 2)x", "POINT(NaN 2)"}) {
            assertThat(text(other)).as(other).isNotIn("POINT(1.0 2.0)", "POINT(1.0 -2.0)", "POINT(1.2 0.3)");
        }
    }

    @Test
    void bytesThatAreNoGeometryAreTold() {
        for (String other : new String[]{"01", "0108000000", "0100000000", LITTLE_POINT.substring(2),
                LITTLE_POINT + "00",
                LITTLE_POINT.substring(0, 40)}) {
            assertThatThrownBy(() -> binary(other)).as(other).isInstanceOf(SQLDataException.class)
                    .hasMessageContaining("0x" + other);
        }
    }

    private static String binary(String digits) throws SQLDataException {
        return new String(WellKnownBinary.spelled(HexFormat.of().parseHex(digits)), StandardCharsets.UTF_8);
    }

    private static String text(String text) {
        return new String(WellKnownText.spelled(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
