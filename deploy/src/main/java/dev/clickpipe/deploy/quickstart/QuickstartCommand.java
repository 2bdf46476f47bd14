package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.service.SourceKind;
import dev.clickpipe.deploy.view.JsonScreen;
import dev.clickpipe.deploy.view.PlainScreen;
import dev.clickpipe.deploy.view.Screen;
import dev.clickpipe.deploy.view.TerminalScreen;
import dev.clickpipe.deploy.view.TerminalSize;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code deploy/quickstart}. */
@Command(name = "deploy/quickstart", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Starts Temporal, a source database, ClickHouse, the worker and the API on this machine,",
        "makes a shop that people keep changing, and shows the pipe that copies it. Ctrl-C stops all.",
        "Exit codes: 0 good, 1 a difference or failed check, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class QuickstartCommand implements Callable<Integer> {
    private static final long FEWEST_ROWS = 100;
    private static final long MOST_ROWS = 100_000_000;

    @Option(names = "--check", description = {"watch without a person: Running, pause, resume, compare all rows,",
            "delete the pipe, stop everything"})
    private boolean check;

    @Option(names = "--no-demo", description = "only the service: no source, no shop, no pipe")
    private boolean noDemo;

    @Option(names = "--fresh", description = "delete the state folder first, with all data in it")
    private boolean fresh;

    @Option(names = "--stop", description = "end what runs in the state folder")
    private boolean stop;

    @Option(names = "--source", paramLabel = "mariadb|mysql", description = "where the shop is (default: mariadb)")
    private SourceKind source = SourceKind.MARIADB;

    @Option(names = "--rows", paramLabel = "N", description = "rows of a new shop (default: ${DEFAULT-VALUE})")
    private long rows = 500_000;

    @Option(names = "--seconds", paramLabel = "N", description = {"how long the writer works in a check before it is",
            "paused (default: ${DEFAULT-VALUE})"})
    private int seconds = 20;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder (default: CLICKPIPE_STATE_DIR, else",
            ".clickpipe in the checkout)"})
    private @Nullable Path state;

    @Option(names = "--json", description = "JSON objects, one per line, instead of text")
    private boolean json;

    @Option(names = "--plant-difference", hidden = true)
    private boolean plantDifference;

    private volatile boolean ending;

    @Override
    public Integer call() throws InterruptedException {
        // Bars need UTF-8, whatever the locale says.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        Screen screen = screen(out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
        }, "say-no-more"));
        try {
            return run(screen).number();
        } catch (CommandFailure failure) {
            return failed(screen, failure.code(), failure);
        } catch (PartException failure) {
            return failed(screen, ExitCode.PART_FAILED, failure);
        } catch (CompareException failure) {
            return failed(screen, ExitCode.DIFFERENT_OR_FAILED, failure);
        } catch (IOException | SQLException failure) {
            return failed(screen, ExitCode.PART_FAILED, failure);
        }
    }

    private ExitCode run(Screen screen)
            throws CommandFailure, InterruptedException, IOException, SQLException, CompareException {
        checkOptions();
        Path folder = folder();
        if (stop) {
            screen.line(Launcher.stop(folder) ? "STOPPED" : "NOTHING ran in " + folder);
            return ExitCode.GOOD;
        }
        if (fresh) {
            StateFolder.delete(folder);
        }
        new Quickstart(new Quickstart.Settings(folder, source, !noDemo, check, plantDifference, rows, seconds),
                screen).run();
        return ExitCode.GOOD;
    }

    private void checkOptions() throws CommandFailure {
        if (rows < FEWEST_ROWS || rows > MOST_ROWS) {
            throw usage("--rows is " + rows + "; give " + FEWEST_ROWS + " to " + MOST_ROWS);
        }
        if (seconds < 1 || seconds > 86_400) {
            throw usage("--seconds is " + seconds + "; give 1 to 86400");
        }
        if (stop && (check || noDemo || fresh)) {
            throw usage("--stop only ends what runs; give it alone or with --state");
        }
        if (check && noDemo) {
            throw usage("--check needs the demo that --no-demo leaves out");
        }
        if (plantDifference && !check) {
            throw usage("--plant-difference belongs to --check");
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.WRONG_USAGE, message + "\nTry deploy/quickstart --help");
    }

    private Path folder() {
        return StateFolder.of(state);
    }

    private Screen screen(PrintStream out) {
        if (json) {
            return new JsonScreen(out);
        }
        String terminal = System.getenv("TERM");
        // Null for one of our checkers, never null for another.
        boolean canMove = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && terminal != null
                && !terminal.equals("dumb");
        return canMove && !check ? new TerminalScreen(out, new TerminalSize()) : new PlainScreen(out);
    }

    /** When the process was asked to end, its parts go away under its hands; that is no failure. */
    private int failed(Screen screen, ExitCode code, Exception failure) {
        if (ending) {
            return code.number();
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        screen.line("FAILED " + message);
        if (code != ExitCode.WRONG_USAGE) {
            screen.line("Logs are in " + folder().toAbsolutePath().normalize().resolve("logs"));
        }
        return code.number();
    }
}
