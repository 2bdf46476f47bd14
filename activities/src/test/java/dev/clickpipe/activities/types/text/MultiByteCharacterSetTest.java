package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Also codes that no conversion into the set would give. */
class MultiByteCharacterSetTest {
    @Test
    void everyCodeIsTheServers() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL);
                Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement()) {
            for (String set : MultiByteCharacterSet.names()) {
                CharacterSet converted = CharacterSet.of(set).orElseThrow();
                int compared = 0;
                for (int lead = 0x80; lead < 256; lead++) {
                    String query = codes(set, lead).stream()
                            .map(code -> "SELECT '" + code + "', HEX(CONVERT(UNHEX('" + code + "') USING " + set
                                    + ")), HEX(CONVERT(CONVERT(UNHEX('" + code + "') USING " + set
                                    + ") USING utf8mb4)), CHAR_LENGTH(CONVERT(UNHEX('" + code + "') USING " + set
                                    + "))")
                            .collect(Collectors.joining(" UNION ALL "));
                    try (ResultSet rows = statement.executeQuery(query)) {
                        while (rows.next()) {
                            // Others are no text of the set, and cannot be stored.
                            if (rows.getString(1).equals(rows.getString(2)) && rows.getInt(4) == 1) {
                                String text = converted.text(HexFormat.of().parseHex(rows.getString(1)));
                                assertThat(HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8)))
                                        .as(set + " " + rows.getString(1)).isEqualTo(rows.getString(3));
                                compared++;
                            }
                        }
                    }
                }
                assertThat(compared).as(set).isGreaterThan(6000);
            }
        }
    }

    private static List<String> codes(String set, int lead) {
        List<String> codes = new ArrayList<>();
        HexFormat hexadecimal = HexFormat.of().withUpperCase();
        codes.add(hexadecimal.toHexDigits((byte) lead));
        boolean three = lead == 0x8F && set.matches("ujis|eucjpms");
        // In gb18030, two bytes of which the second is a digit are half a code.
        for (int trail = set.equals("gb18030") ? 0x40 : 0x30; trail < 256 && !three; trail++) {
            codes.add(hexadecimal.toHexDigits((short) (lead << 8 | trail)));
        }
        if (three) {
            for (int trail = 0xA1A1; trail <= 0xFEFE; trail += 3) {
                codes.add(hexadecimal.toHexDigits((byte) lead) + hexadecimal.toHexDigits((short) trail));
            }
        }
        return codes;
    }
}
