package dev.clickpipe.deploy.file;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.parts.state.Addresses;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import dev.clickpipe.deploy.pipe.ServiceAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service's pipes are meant. */
final class ServiceOptions {
    private static final String KEYS = "CLICKPIPE_API_KEYS";

    @Option(names = "--api", paramLabel = "URL", description = {
            "the API, such as http://host:8080 (default: what runs in",
            "the state folder)"})
    private @Nullable URI api;

    @Option(names = "--key", paramLabel = "ID:SECRET", description = {
            "a key of the API; left out with --api, the first of",
            "CLICKPIPE_API_KEYS"})
    private @Nullable String key;

    @Option(names = "--service", paramLabel = "UUID", description = "the service that the pipe belongs to, with --api")
    private @Nullable UUID service;

    @Option(names = "--organization", paramLabel = "UUID", description = {
            "the organization in the API's paths (default:",
            "the service's UUID; the API takes any)"})
    private @Nullable UUID organization;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder of a quickstart that runs (default:",
            "CLICKPIPE_STATE_DIR, else .clickpipe in the checkout)"})
    private @Nullable Path state;

    ServiceAddress address() throws CommandFailure {
        if (api == null) {
            if (key != null || service != null || organization != null) {
                throw usage("--key, --service and --organization belong to --api");
            }
            return ofWhatRuns(StateFolder.of(state));
        }
        if (service == null || state != null) {
            throw usage("With --api give --service, and no --state");
        }
        return new ServiceAddress(withoutSlash(api), key(), organization == null ? service : organization, service);
    }

    private String key() throws CommandFailure {
        if (key != null) {
            return key;
        }
        String keys = System.getenv(KEYS);
        if (keys == null || keys.isBlank()) {
            throw usage("Give --key or " + KEYS);
        }
        return keys.split(",", -1)[0].strip();
    }

    private static URI withoutSlash(URI api) {
        String text = api.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : api;
    }

    private static ServiceAddress ofWhatRuns(Path folder) throws CommandFailure {
        // Looked at first, because a state directory is made when it is opened.
        Map<String, String> addresses = Files.isDirectory(folder)
                ? Addresses.read(StateDirectory.of(folder)).orElse(Map.of())
                : Map.of();
        String pipes = addresses.get("pipes");
        String apiKey = addresses.get("apiKey");
        if (pipes == null || apiKey == null) {
            throw usage("No API runs in the state folder " + folder + ": start deploy/quickstart, name its folder with"
                    + " --state, or give --api, --key and --service");
        }
        return ServiceAddress.parse(pipes, apiKey);
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.WRONG_USAGE, message + "\nTry deploy/pipe --help");
    }
}
