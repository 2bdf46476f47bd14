package dev.clickpipe.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final ApiKeys keys = ApiKeys.parse("first:one, second:with:colon");

    @Test
    void eachKeyIsAccepted() {
        assertThat(keys.find(basic("first:one"))).contains("first");
        assertThat(keys.find(basic("second:with:colon"))).contains("second");
        assertThat(keys.find("basic " + basic("first:one").substring(6))).contains("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first:two", "second:one", "first:", "first", "", ":", "FIRST:one", "first:one "})
    void nothingElseIs(String credentials) {
        assertThat(keys.find(basic(credentials))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer Zmlyc3Q6b25l", "Zmlyc3Q6b25l"})
    void norAnotherScheme(String header) {
        assertThat(keys.find(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", ":hunter2", "id:", "a:b,,c:d", "a:b,hunter2"})
    void aWrongSettingIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> ApiKeys.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyId:keySecret").hasMessageNotContaining("hunter2");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
