package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BodyDigestTest {
    private static final byte[] BODY = "{\"name\":\"orders\"}".getBytes(UTF_8);

    @Test
    void isHmacSha256() {
        // printf '{"name":"orders"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertThat(BodyDigest.fromText("0123456789abcdef0123456789abcdef").of(BODY))
                .isEqualTo("9c66eb4cce1bd290b867574b8e17cacd28351df9d28a4fc849cf1166e713ac64");
    }

    @Test
    void dependsOnTheKey() {
        String key = BodyDigest.generateKey();
        assertThat(BodyDigest.fromText(key).of(BODY)).isEqualTo(BodyDigest.fromText(key + "\n").of(BODY))
                .isNotEqualTo(BodyDigest.fromText(BodyDigest.generateKey()).of(BODY));
    }

    @Test
    void aShortKeyIsRefusedAndNotShown() {
        assertThatThrownBy(() -> BodyDigest.fromText("hunter2")).isInstanceOf(InvalidSealKeyException.class)
                .hasMessage("it has 7 bytes and needs at least 32");
    }
}
