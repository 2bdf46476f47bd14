package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.clickhouse.ClickHouse;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.deploy.parts.source.MySql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts parts from the command line and keeps them until it is ended. */
public final class PartsMain {
    private static final int WRONG_USAGE = 2;
    private static final int PART_FAILED = 3;
    private static final Duration START_LIMIT = Duration.ofMinutes(25);
    private static final String READY_LINE = "RUNNING until stopped";
    private static final String HELP = """
            Starts Temporal, MariaDB, MySQL and ClickHouse, each found or fetched, and keeps them until it is ended.

            --state DIR    state folder (default: CLICKPIPE_STATE_DIR, else .clickpipe)
            --parts LIST   of temporal,mariadb,mysql,clickhouse (default: all)
            --detach       leave them running in the background
            --stop         end what runs in the state folder
            --fresh        delete the state folder first
            --help         this text

            Exit codes: 0 good, 2 wrong usage, 3 a part failed to start.
            """;

    private PartsMain() {}

    private record Options(Path state, List<String> parts, boolean detach, boolean stop, boolean fresh,
            boolean help) {
        private static Options parse(String[] arguments) {
            String given = System.getenv("CLICKPIPE_STATE_DIR");
            Path state = Path.of(given == null || given.isBlank() ? ".clickpipe" : given);
            List<String> parts = List.of("temporal", "mariadb", "mysql", "clickhouse");
            boolean detach = false;
            boolean stop = false;
            boolean fresh = false;
            boolean help = false;
            for (int index = 0; index < arguments.length; index++) {
                switch (arguments[index]) {
                    case "--state" -> state = Path.of(value(arguments, ++index));
                    case "--parts" -> parts = List.of(value(arguments, ++index).split(",", -1));
                    case "--detach" -> detach = true;
                    case "--stop" -> stop = true;
                    case "--fresh" -> fresh = true;
                    case "--help" -> help = true;
                    default -> throw new IllegalArgumentException("Unknown option " + arguments[index]);
                }
            }
            return new Options(state, parts, detach, stop, fresh, help);
        }

        private static String value(String[] arguments, int index) {
            if (index >= arguments.length) {
                throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
            }
            return arguments[index];
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Options options;
        List<Part<?>> parts = new ArrayList<>();
        try {
            options = Options.parse(arguments);
            options.parts().forEach(name -> parts.add(part(name)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + ". Options:\n\n" + HELP);
            System.exit(WRONG_USAGE);
            return;
        }
        try {
            run(options, parts);
        } catch (PartException e) {
            System.err.println(e.getMessage());
            System.exit(PART_FAILED);
        }
    }

    private static void run(Options options, List<Part<?>> parts) throws InterruptedException {
        if (options.help()) {
            System.out.print(HELP);
            return;
        }
        if (options.stop()) {
            System.out.println(Launcher.stop(options.state()) ? "STOPPED" : "NOTHING ran in " + options.state());
            return;
        }
        if (options.fresh()) {
            Launcher.delete(options.state());
        }
        if (options.detach()) {
            detach(options);
            return;
        }
        try (Launcher launcher = Launcher.open(Launcher.Settings.of(options.state(), PartsMain::say))) {
            launcher.startAll(parts);
            System.out.println(READY_LINE);
            // Ended by a signal: the launcher's shutdown hook stops the parts.
            new CountDownLatch(1).await();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void detach(Options options) {
        long process = DetachedLauncher.start(new DetachedLauncher.Settings(options.state(),
                System.getProperty("java.class.path"), PartsMain.class.getName(),
                List.of("--state", options.state().toAbsolutePath().toString(), "--parts",
                        String.join(",", options.parts())),
                System.getenv(), READY_LINE, START_LIMIT), PartsMain::say);
        System.out.println("DETACHED as process " + process + ", ended by --stop");
    }

    private static Part<?> part(String name) {
        return switch (name) {
            case "temporal" -> new Temporal();
            case "mariadb" -> new MariaDb();
            case "mysql" -> new MySql();
            case "clickhouse" -> new ClickHouse();
            default -> throw new IllegalArgumentException("Unknown part " + name
                    + " (known: temporal, mariadb, mysql, clickhouse)");
        };
    }
}
