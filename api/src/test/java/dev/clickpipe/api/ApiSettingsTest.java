package dev.clickpipe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.workflows.configuration.InvalidSettingsException;
import dev.clickpipe.workflows.configuration.SettingsReader;
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.SealKeys;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {
    private final Map<String, String> enough = Map.of("CLICKPIPE_API_KEYS", "id:hunter2", "CLICKPIPE_SEAL_PUBLIC_KEY",
            SealKeys.generate().publicKey(), "CLICKPIPE_DIGEST_KEY", BodyDigest.generateKey());

    @Test
    void everyDefault() {
        ApiSettings settings = ApiSettings.read(new SettingsReader(Map.of(), enough));
        assertThat(settings.temporalAddress()).isEqualTo("127.0.0.1:7233");
        assertThat(settings.temporalNamespace()).isEqualTo("default");
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.foreignKeyCascades()).isNull();
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() {
        Map<String, String> file = new HashMap<>(enough);
        file.put("CLICKPIPE_API_PORT", "1000");
        file.put("CLICKPIPE_TEMPORAL_NAMESPACE", "file");
        ApiSettings settings = ApiSettings.read(new SettingsReader(Map.of("CLICKPIPE_API_PORT", "2000"), file));
        assertThat(settings.port()).isEqualTo(2000);
        assertThat(settings.temporalNamespace()).isEqualTo("file");
    }

    /** Who exports what a pipe's file asks for starts servers from the same shell. */
    @Test
    void whatCommandsAskForIsNoMistake() {
        ApiSettings settings = ApiSettings.read(new SettingsReader(
                Map.of("CLICKPIPE_SOURCE_USERNAME", "reader", "CLICKPIPE_SOURCE_PASSWORD", "hunter2"), enough));
        assertThat(settings.port()).isEqualTo(8080);
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithoutValues() {
        Map<String, String> wrong = Map.of("CLICKPIPE_API_KEYS", "hunter2", "CLICKPIPE_SEAL_PUBLIC_KEY", "hunter2",
                "CLICKPIPE_API_PORT", "http", "CLICKPIPE_TEMPORAL_ADDRESS", "localhost", "CLICKPIPE_API_PROT",
                "hunter2",
                "PATH", "/bin");
        assertThatThrownBy(() -> ApiSettings.read(new SettingsReader(wrong, Map.of("api.port", "1"))))
                .isInstanceOf(InvalidSettingsException.class).hasMessageContaining("7 problem(s)")
                .hasMessageContaining("CLICKPIPE_API_KEYS is not usable").hasMessageContaining("CLICKPIPE_API_PROT")
                .hasMessageContaining("api.port in the configuration file")
                .hasMessageContaining("CLICKPIPE_SEAL_PUBLIC_KEY is not usable")
                .hasMessageContaining("CLICKPIPE_DIGEST_KEY is missing")
                .hasMessageContaining("CLICKPIPE_API_PORT must be a whole number")
                .hasMessageContaining("CLICKPIPE_TEMPORAL_ADDRESS must be host:port")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatForeignKeysDoHasADefaultOfTheService() {
        Map<String, String> given = Map.of("CLICKPIPE_FOREIGN_KEY_CASCADES", "ignore");
        assertThat(ApiSettings.read(new SettingsReader(given, enough)).foreignKeyCascades())
                .isEqualTo(ForeignKeyCascades.IGNORE);
        assertThatThrownBy(() -> ApiSettings
                .read(new SettingsReader(Map.of("CLICKPIPE_FOREIGN_KEY_CASCADES", "replay"), enough)))
                .isInstanceOf(InvalidSettingsException.class).hasMessageContaining(
                        "CLICKPIPE_FOREIGN_KEY_CASCADES (replay): it is not built yet; give one of refuse, ignore");
        assertThatThrownBy(() -> ApiSettings
                .read(new SettingsReader(Map.of("CLICKPIPE_FOREIGN_KEY_CASCADES", "IGNORE!"), enough)))
                .isInstanceOf(InvalidSettingsException.class).hasMessageContaining(
                        "CLICKPIPE_FOREIGN_KEY_CASCADES (IGNORE!): there is no such choice; give one of refuse,"
                                + " ignore");
    }

    @Test
    void aCommandLineIsReadOrRefused() {
        assertThat(ApiArguments.parse(List.of())).isEqualTo(new ApiArguments.Serve());
        assertThat(ApiArguments.parse(List.of("--config", "f")))
                .isEqualTo(new ApiArguments.ServeWithFile(Path.of("f")));
        assertThat(ApiArguments.parse(List.of("--generate-keys"))).isEqualTo(new ApiArguments.GenerateKeys());
        for (List<String> wrong : List.of(List.of("--confg"), List.of("--config"), List.of("--help", "x"))) {
            assertThatThrownBy(() -> ApiArguments.parse(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("see --help");
        }
    }
}
