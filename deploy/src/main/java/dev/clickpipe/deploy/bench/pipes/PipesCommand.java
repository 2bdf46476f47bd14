package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.service.SourceKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deploy/bench pipes}. */
@Command(name = "deploy/bench pipes", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs many pipes of a small table each in one worker: what they cost while",
        "nothing changes, and how soon one of them is paused and resumed. The last line",
        "is RESULT pass|fail: each within 2 s, and at most 1,000 events of history a",
        "pipe and day. BENCHMARKS.md says how each is measured.",
        "Exit codes: 0 pass, 1 fail, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class PipesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--pipes", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int pipes = 200;

    @Option(names = "--heap", paramLabel = "SIZE", description = {
            "heap of the worker that all of them share, as", "-Xmx takes it (default: ${DEFAULT-VALUE})"})
    private String heap = "1g";

    @Option(names = "--minutes", paramLabel = "N", description = {
            "how long nothing changes while CPU is", "measured (default: ${DEFAULT-VALUE})"})
    private int minutes = 3;

    @Option(names = "--streaming", paramLabel = "N", description = {
            "minutes in which one pipe gets a row a second",
            "while events of histories are counted; whole",
            "tens, because leases last ten (default: ${DEFAULT-VALUE})"})
    private int streaming = 0;

    @Option(names = "--sample", paramLabel = "N", description = {
            "pipes that are paused and resumed: half of them",
            "one by one, then the others at once", "(default: ${DEFAULT-VALUE})"})
    private int sample = 20;

    @Option(names = "--seed", paramLabel = "N", description = "which ones (default: a new one each time)")
    private @Nullable Long seed;

    @Option(names = "--source", paramLabel = "mariadb|mysql", description = "which server (default: mariadb)")
    private SourceKind source = SourceKind.MARIADB;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder, emptied first (default: bench in",
            "CLICKPIPE_STATE_DIR, else in .clickpipe)"})
    private @Nullable Path state;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return (new ManyPipes(plan(), this::print, this::note).run(folder())
                    ? ExitCode.GOOD
                    : ExitCode.DIFFERENT_OR_FAILED).number();
        } catch (CommandFailure failure) {
            note(String.valueOf(failure.getMessage()));
            return failure.code().number();
        } catch (PartException | IOException | SQLException failure) {
            note(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return ExitCode.PART_FAILED.number();
        }
    }

    private Plan plan() throws CommandFailure {
        if (pipes < 2 || minutes < 1 || streaming < 0 || streaming % 10 != 0 || sample < 2 || sample > pipes) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "Give --pipes 2 or more, --minutes 1 or more, --streaming"
                    + " in whole tens, and --sample from 2 to the number of pipes");
        }
        return new Plan(source, pipes, heap, Duration.ofMinutes(minutes), Duration.ofMinutes(streaming), sample,
                seed == null ? System.nanoTime() % 1_000_000 : seed);
    }

    private Path folder() {
        return state == null ? StateFolder.of(null).resolve("bench") : state;
    }

    private void print(String line) {
        print(spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut(), line);
    }

    private void note(String line) {
        print(spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr(), line);
    }

    private static void print(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}
