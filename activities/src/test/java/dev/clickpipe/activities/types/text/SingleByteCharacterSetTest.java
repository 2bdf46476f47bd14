package dev.clickpipe.activities.types.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SingleByteCharacterSetTest {
    @ParameterizedTest
    @EnumSource
    void everyCharacterIsTheServers(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour);
                Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement()) {
            assertThat(SingleByteCharacterSet.names()).hasSize(24);
            for (String name : SingleByteCharacterSet.names()) {
                SingleByteCharacterSet set = SingleByteCharacterSet.of(name).orElseThrow();
                for (int i = 0; i < 256; i++) {
                    String hexadecimal = String.format(Locale.ROOT, "%02X", i);
                    try (ResultSet row = statement.executeQuery("SELECT HEX(CONVERT(CONVERT(UNHEX('" + hexadecimal
                            + "') USING " + name + ") USING utf32))")) {
                        assertThat(row.next()).isTrue();
                        assertThat(set.text(new byte[]{(byte) i}).codePointAt(0)).as(name + " " + hexadecimal)
                                .isEqualTo(Integer.parseInt(row.getString(1), 16));
                    }
                }
            }
        }
    }
}
