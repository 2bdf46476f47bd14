package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.configuration.InvalidSettingsException;
import dev.clickpipe.workflows.configuration.LogFormat;
import dev.clickpipe.workflows.configuration.SettingsReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The worker's program: reads its settings, refuses to start with all that is wrong, then hosts what its role says. */
@EnableAutoConfiguration
@Import(SharedBeans.class)
public class WorkerApplication {
    /** Exit codes as deploy's commands use them. */
    private static final int WRONG_USAGE = 2;

    /**
     * Carriers of virtual threads; by default one a core. A thread that loads a class keeps its carrier while it waits for
     * the jar, and the owner of the jar may be another one that waits for a carrier: two cores were blocked for ever that
     * way. So many load classes at once only if as many loads begin in the same moment of a worker's first second.
     */
    private static final String CARRIERS = "16";

    /**
     * How long after its heartbeat timeout an activity whose heartbeats fail takes itself for lost; the SDK's own 5 s are as long
     * as a workflow waits before it believes that nothing is written any more.
     */
    private static final String PATIENCE_MILLISECONDS = "2000";

    /** Starts a worker; returns when it runs. */
    @SuppressWarnings("SystemOut") // A program's own answer to --help and to settings it cannot start with.
    public static void main(String[] arguments) {
        if (System.getProperty("jdk.virtualThreadScheduler.parallelism") == null) {
            System.setProperty("jdk.virtualThreadScheduler.parallelism", CARRIERS);
        }
        System.setProperty("temporal.activity.localTimeoutBufferMs", PATIENCE_MILLISECONDS);
        if (List.of(arguments).contains("--help")) {
            System.out.print(WorkerArguments.USAGE);
            return;
        }
        try {
            WorkerArguments parsed = WorkerArguments.parse(List.of(arguments));
            SettingsReader reader = new SettingsReader(System.getenv(), file(parsed.configurationFile()));
            WorkerSettings settings = WorkerSettings.read(reader);
            LogFormat format = LogFormat.read(reader);
            reader.complete();
            format.apply();
            start(parsed.role(), settings);
        } catch (IllegalArgumentException | InvalidSettingsException | IOException mistake) {
            System.err.println(mistake.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    /** Starts a worker in this process. The caller closes the context. */
    static ConfigurableApplicationContext start(WorkerRole role, WorkerSettings settings) {
        SpringApplication application = new SpringApplication(WorkerApplication.class, beansOf(role));
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(TemporalProperties.of(role, settings));
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("workerRole", role);
            context.getBeanFactory().registerSingleton("workerSettings", settings);
        });
        ConfigurableApplicationContext context = application.run();
        if (role instanceof WorkerRole.Service service && service.untilInputCloses()) {
            StandardInput.endWith(() -> System.exit(SpringApplication.exit(context)));
        }
        return context;
    }

    private static Class<?> beansOf(WorkerRole role) {
        return switch (role) {
            case WorkerRole.Control control -> ControlBeans.class;
            case WorkerRole.Service service -> ServiceBeans.class;
        };
    }

    private static Map<String, String> file(@Nullable Path path) throws IOException {
        if (path == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
