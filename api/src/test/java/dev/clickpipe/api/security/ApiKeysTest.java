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
        assertThat(keys.accept(basic("first:one"))).isTrue();
        assertThat(keys.accept(basic("second:with:colon"))).isTrue();
        assertThat(keys.accept("basic " + basic("first:one").substring(6))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first:two", "second:one", "first:", "first", "", ":", "FIRST:one", "first:one "})
    void nothingElseIs(String credentials) {
        assertThat(keys.accept(basic(credentials))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer Zmlyc3Q6b25l", "Zmlyc3Q6b25l"})
    void norAnotherScheme(String header) {
        assertThat(keys.accept(header)).isFalse();
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
