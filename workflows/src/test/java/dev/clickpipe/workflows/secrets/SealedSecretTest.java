package dev.clickpipe.workflows.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SealedSecretTest {
    private static final String PASSWORD = "päss'word\\ with \"quotes\" and 🦆";
    private static final UUID PIPE = UUID.randomUUID();

    private final SealKeys keys = SealKeys.generate();
    private final SecretSealer sealer = SecretSealer.fromText(keys.publicKey());
    private final SecretOpener opener = SecretOpener.fromText(keys.privateKey());

    @Test
    void openedIsWhatWasSealed() {
        SealedSecret sealed = sealer.seal(PASSWORD, PIPE, "db.example");
        assertThat(opener.open(sealed, PIPE, "db.example")).isEqualTo(PASSWORD);
        assertThat(opener.open(sealer.seal("", PIPE, "db.example"), PIPE, "db.example")).isEmpty();
    }

    @Test
    void theSameSecretSealsDifferentlyEachTime() {
        assertThat(sealer.seal(PASSWORD, PIPE, "h")).isNotEqualTo(sealer.seal(PASSWORD, PIPE, "h"));
    }

    @Test
    void anotherPipeOrHostDoesNotOpenIt() {
        SealedSecret sealed = sealer.seal(PASSWORD, PIPE, "db.example");
        assertUnreadable(opener, sealed, UUID.randomUUID(), "db.example",
                SecretUnreadableException.Reason.FOREIGN_OR_DAMAGED);
        assertUnreadable(opener, sealed, PIPE, "attacker.example",
                SecretUnreadableException.Reason.FOREIGN_OR_DAMAGED);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        SealedSecret sealed = sealer.seal(PASSWORD, PIPE, "h");
        byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertUnreadable(opener,
                    new SealedSecret(sealed.keyId(), Base64.getEncoder().encodeToString(damaged)), PIPE, "h",
                    SecretUnreadableException.Reason.FOREIGN_OR_DAMAGED);
        }
        assertUnreadable(opener, new SealedSecret(sealed.keyId(), "!"), PIPE, "h",
                SecretUnreadableException.Reason.FOREIGN_OR_DAMAGED);
    }

    @Test
    void afterARotationOldSecretsStayReadable() {
        SealKeys next = SealKeys.generate();
        SecretOpener both = SecretOpener.fromText(next.privateKey() + "," + keys.privateKey());
        assertThat(both.open(sealer.seal("old", PIPE, "h"), PIPE, "h")).isEqualTo("old");
        assertThat(both.open(SecretSealer.fromText(next.publicKey()).seal("new", PIPE, "h"), PIPE, "h"))
                .isEqualTo("new");
        assertThat(both.keyIds()).hasSize(2).contains(sealer.keyId());
    }

    @Test
    void aSecretOfAnUnknownKeyNamesTheKey() {
        SecretOpener other = SecretOpener.fromText(SealKeys.generate().privateKey());
        SealedSecret sealed = sealer.seal(PASSWORD, PIPE, "h");
        assertUnreadable(other, sealed, PIPE, "h", SecretUnreadableException.Reason.UNKNOWN_KEY);
        assertThatThrownBy(() -> other.open(sealed, PIPE, "h")).hasMessageContaining(sealed.keyId())
                .hasMessageContaining("CLICKPIPE_SEAL_PRIVATE_KEY");
    }

    @Test
    void whatWasWithheldSaysSo() {
        assertUnreadable(opener, SealedSecret.WITHHELD, PIPE, "h", SecretUnreadableException.Reason.WITHHELD);
    }

    @Test
    void keysThatAreNoneSayWhyAndNeverShowThemselves() {
        assertRefused(() -> SecretSealer.fromText("hunter2hunter2"), "not of the form public.");
        assertRefused(() -> SecretSealer.fromText(keys.privateKey()), "not a public key");
        assertRefused(() -> SecretOpener.fromText(keys.publicKey()), "not a private key");
        assertRefused(() -> SecretSealer.fromText(keys.publicKey() + "A"), "bytes instead of 32");
        assertRefused(() -> SecretOpener.fromText(keys.privateKey() + ","), "not of the form private.");
        assertRefused(() -> SecretOpener.fromText("private.00000000."
                + keys.privateKey().substring(keys.privateKey().lastIndexOf('.') + 1)), "cut or mistyped");
        assertRefused(() -> SecretSealer.fromText("public.00000000.ä!"), "Base64");
        assertThat(keys.toString()).doesNotContain(keys.privateKey());
    }

    private static void assertUnreadable(SecretOpener opener, SealedSecret sealed, UUID pipeId, String host,
            SecretUnreadableException.Reason reason) {
        assertThatThrownBy(() -> opener.open(sealed, pipeId, host))
                .asInstanceOf(InstanceOfAssertFactories.type(SecretUnreadableException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(trace(e)).doesNotContain(PASSWORD).doesNotContain("private."));
    }

    private void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        String secretPiece = keys.privateKey().substring(keys.privateKey().lastIndexOf('.') + 1);
        assertThatThrownBy(call).isInstanceOf(InvalidSealKeyException.class).hasMessageContaining(why)
                .satisfies(e -> assertThat(trace(e)).doesNotContain(secretPiece).doesNotContain("hunter2"));
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
