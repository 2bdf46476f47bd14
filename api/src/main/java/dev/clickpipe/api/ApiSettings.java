package dev.clickpipe.api;

import dev.clickpipe.api.security.ApiKeys;
import dev.clickpipe.workflows.configuration.SettingName;
import dev.clickpipe.workflows.configuration.SettingsReader;
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.InvalidSealKeyException;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything the API is configured by, read and checked.
 *
 * @param temporalAddress host:port of the Temporal frontend
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param foreignKeyCascades what pipes get whose create does not say it; null for the default
 */
public record ApiSettings(String temporalAddress, String temporalNamespace, String host, int port, ApiKeys keys,
        SecretSealer sealer, BodyDigest digest, @Nullable ForeignKeyCascades foreignKeyCascades) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/]+:\\d{1,5}");

    /** Reads and checks all settings; throws with everything that is wrong. */
    static ApiSettings read(SettingsReader settings) {
        String address = settings.parsed(SettingName.CLICKPIPE_TEMPORAL_ADDRESS, "127.0.0.1:7233", text -> text,
                text -> ADDRESS.matcher(text).matches(), "host:port of the Temporal frontend");
        String namespace = settings.text(SettingName.CLICKPIPE_TEMPORAL_NAMESPACE, "default");
        String host = settings.text(SettingName.CLICKPIPE_API_HOST, "127.0.0.1");
        int port = settings.number(SettingName.CLICKPIPE_API_PORT, 8080, 0, 65535);
        Optional<ApiKeys> keys = key(settings, SettingName.CLICKPIPE_API_KEYS, "give " + ApiKeys.EXPECTED,
                ApiKeys::parse);
        Optional<SecretSealer> sealer = key(settings, SettingName.CLICKPIPE_SEAL_PUBLIC_KEY,
                "give the public key that --generate-keys printed", SecretSealer::fromText);
        Optional<BodyDigest> digest = key(settings, SettingName.CLICKPIPE_DIGEST_KEY,
                "give a random text of at least " + BodyDigest.MINIMUM_KEY_BYTES
                        + " bytes, the same on every API; --generate-keys prints one",
                BodyDigest::fromText);
        ForeignKeyCascades cascades = cascades(settings);
        settings.complete();
        return new ApiSettings(address, namespace, host, port, keys.orElseThrow(), sealer.orElseThrow(),
                digest.orElseThrow(), cascades);
    }

    /** The value is no secret, so it is shown when it is wrong. */
    private static @Nullable ForeignKeyCascades cascades(SettingsReader settings) {
        Optional<String> word = settings.optional(SettingName.CLICKPIPE_FOREIGN_KEY_CASCADES).map(String::strip);
        Optional<ForeignKeyCascades> choice = word.flatMap(ForeignKeyCascades::of);
        if (word.isPresent() && choice.isEmpty()) {
            settings.problem(SettingName.CLICKPIPE_FOREIGN_KEY_CASCADES + " (" + word.get() + "): "
                    + ForeignKeyCascades.problemOf(word.get()) + "; give one of " + ForeignKeyCascades.words());
        }
        return choice.orElse(null);
    }

    private static <T> Optional<T> key(SettingsReader settings, SettingName name, String remedy,
            Function<String, T> parser) {
        String text = settings.required(name, remedy);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (InvalidSealKeyException | IllegalArgumentException e) {
            settings.problem(name + " is not usable: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ApiSettings[temporal=" + temporalAddress + "/" + temporalNamespace + ", listens on " + host + ":"
                + port + "]";
    }
}
