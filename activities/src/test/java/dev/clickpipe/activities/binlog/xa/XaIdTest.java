package dev.clickpipe.activities.binlog.xa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XaIdTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"X'6162',X'',1 | 'ab'", "x'6162',x'6364',1 | 'ab','cd'",
            "x'6162',x'',7 | 'ab','',7", "x'00ff',x'6364',1 | x'00ff','cd'", "x'27',x'',1 | x'27'",
            "other | other"}, quoteCharacter = '"')
    void isShownAsItWasWritten(String text, String shown) {
        assertThat(new XaId(text)).hasToString(shown);
        assertThat(new XaId(text)).isEqualTo(new XaId(text.toUpperCase(java.util.Locale.ROOT)));
    }
}
