package dev.clickpipe.api;

import dev.clickpipe.workflows.configuration.InvalidSettingsException;
import dev.clickpipe.workflows.configuration.LogFormat;
import dev.clickpipe.workflows.configuration.SettingsReader;
import dev.clickpipe.workflows.secrets.BodyDigest;
import dev.clickpipe.workflows.secrets.SealKeys;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Starts the API. Exits with 2 when the command line or the settings are wrong. */
public final class ClickPipeApi {
    private static final int WRONG_USAGE = 2;

    private ClickPipeApi() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        try {
            run(List.of(arguments), System.getenv(), System.out);
        } catch (IllegalArgumentException | InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    private static void run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        switch (ApiArguments.parse(arguments)) {
            case ApiArguments.Help() -> out.print(ApiArguments.USAGE);
            case ApiArguments.GenerateKeys() -> printKeys(out);
            case ApiArguments.Serve() -> serve(new SettingsReader(environment, Map.of()));
            case ApiArguments.ServeWithFile(Path file) -> serve(new SettingsReader(environment, properties(file)));
        }
    }

    private static void serve(SettingsReader reader) {
        LogFormat format = LogFormat.read(reader);
        ApiSettings settings = ApiSettings.read(reader);
        format.apply();
        serve(settings);
    }

    /** Serves until the context is closed or the process ends. */
    static ApplicationContext serve(ApiSettings settings) {
        return Micronaut.build(new String[0]).mainClass(ClickPipeApi.class).banner(false).deduceEnvironment(false)
                .singletons(settings, settings.keys(), settings.sealer(), settings.digest())
                .properties(Map.of("micronaut.server.host", settings.host(), "micronaut.server.port",
                        settings.port() == 0 ? -1 : settings.port()))
                .start();
    }

    private static void printKeys(PrintStream out) {
        SealKeys keys = SealKeys.generate();
        out.println("# API and workers");
        out.println("CLICKPIPE_SEAL_PUBLIC_KEY=" + keys.publicKey());
        out.println("CLICKPIPE_DIGEST_KEY=" + BodyDigest.generateKey());
        out.println("# workers alone");
        out.println("CLICKPIPE_SEAL_PRIVATE_KEY=" + keys.privateKey());
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException("--config " + file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
        return values;
    }
}
