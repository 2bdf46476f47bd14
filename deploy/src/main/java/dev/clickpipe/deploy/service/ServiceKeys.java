package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.parts.process.JavaHome;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What API and workers share, and who may call the API; made once for a state folder, whose files only its owner reads.
 *
 * @param apiKey {@code keyId:keySecret}
 */
record ServiceKeys(UUID organization, UUID service, String apiKey, String sealPublicKey, String sealPrivateKey,
        String digestKey) {
    private static final String FOLDER = "service";
    private static final List<String> GENERATED = List.of("CLICKPIPE_SEAL_PUBLIC_KEY", "CLICKPIPE_SEAL_PRIVATE_KEY",
            "CLICKPIPE_DIGEST_KEY");

    /** Those of the folder, made when they are missing; the API's own program makes the keys. */
    static ServiceKeys of(StateDirectory state, Path api) throws CommandFailure, InterruptedException {
        if (GENERATED.stream().anyMatch(name -> state.remembered(FOLDER, name).isEmpty())) {
            generate(api).forEach((name, value) -> state.remember(FOLDER, name, value));
        }
        return new ServiceKeys(UUID.fromString(kept(state, "organization")), UUID.fromString(kept(state, "service")),
                "quickstart:" + state.password(FOLDER), generated(state, GENERATED.get(0)),
                generated(state, GENERATED.get(1)), generated(state, GENERATED.get(2)));
    }

    private static String kept(StateDirectory state, String name) {
        Optional<String> kept = state.remembered(FOLDER, name);
        if (kept.isPresent()) {
            return kept.get();
        }
        String made = UUID.randomUUID().toString();
        state.remember(FOLDER, name, made);
        return made;
    }

    private static String generated(StateDirectory state, String name) {
        return state.remembered(FOLDER, name)
                .orElseThrow(() -> new IllegalStateException("The API's --generate-keys made no " + name));
    }

    private static Map<String, String> generate(Path api) throws CommandFailure, InterruptedException {
        try {
            Process process = new ProcessBuilder(JavaHome.find(System.getenv()).java().toString(), "-jar",
                    api.toString(), "--generate-keys").redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Map<String, String> keys = new HashMap<>();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> line.split("=", 2)).filter(pair -> pair.length == 2 && GENERATED.contains(pair[0]))
                    .forEach(pair -> keys.put(pair[0], pair[1]));
            int code = process.waitFor();
            if (code != 0 || keys.size() != GENERATED.size()) {
                throw new CommandFailure(ExitCode.PART_FAILED, "The API's --generate-keys ended with code " + code
                        + " and made " + keys.keySet());
            }
            return keys;
        } catch (IOException failure) {
            throw new CommandFailure(ExitCode.PART_FAILED, "The API's --generate-keys could not be run: "
                    + failure.getMessage());
        }
    }

    @Override
    public String toString() {
        return "ServiceKeys[" + organization + ", " + service + "]";
    }
}
