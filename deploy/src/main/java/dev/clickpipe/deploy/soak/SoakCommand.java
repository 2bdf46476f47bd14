package dev.clickpipe.deploy.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.service.SourceKind;

/** The command {@code deploy/soak}. */
@Command(name = "deploy/soak", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Starts a service of its own and does random things to a pipe while its tables are written.",
        "Whenever it runs and has settled, and at the end, every table is compared, row by row.",
        "The first line is SEED n, which repeats the run; the last one RESULT pass or RESULT fail and why.",
        "Exit codes: 0 pass, 1 fail, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class SoakCommand implements Callable<Integer> {
    /** What can be soaked. */
    enum Subject {
        LIFECYCLE
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "lifecycle", description = "pause, resume, add, drop, resync, settings, delete, kills")
    private Subject subject = Subject.LIFECYCLE;

    @Option(names = "--seed", paramLabel = "N", description = "what is done, and in which order (default: another each time)")
    private long seed = System.nanoTime();

    @Option(names = "--operations", paramLabel = "N", description = "how many at least (default: 200)")
    private int operations = 200;

    @Option(names = "--minutes", paramLabel = "N", description = "no operation begins after these (default: a day)")
    private long minutes = TimeUnit.DAYS.toMinutes(1);

    @Option(names = "--source", paramLabel = "mariadb|mysql", description = "which server (default: mariadb)")
    private SourceKind source = SourceKind.MARIADB;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder, emptied first (default: soak in",
            "CLICKPIPE_STATE_DIR, else in .clickpipe)"})
    private @Nullable Path state;

    @Override
    public Integer call() throws InterruptedException {
        say("SEED " + seed);
        try {
            Path folder = state == null ? StateFolder.of(null).resolve("soak") : state;
            boolean pass = switch (subject) {
                case LIFECYCLE ->
                    new Lifecycle(source, seed, operations, Duration.ofMinutes(minutes), this::say).run(folder);
            };
            return (pass ? ExitCode.GOOD : ExitCode.DIFFERENT_OR_FAILED).number();
        } catch (CommandFailure failure) {
            return failed(failure.code(), String.valueOf(failure.getMessage()));
        } catch (PartException | IOException | SQLException | CompareException failure) {
            return failed(ExitCode.PART_FAILED, failure.toString());
        }
    }

    private int failed(ExitCode code, String reason) {
        say("RESULT fail " + reason);
        return code.number();
    }

    private void say(String line) {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
