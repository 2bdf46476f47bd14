package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.bench.BenchOptions;
import dev.clickpipe.deploy.service.SourceKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code deploy/bench pipes}. */
@Command(name = "deploy/bench pipes", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs many pipes of a small table each in one worker: what they cost while",
        "nothing changes, and how soon one of them is paused and resumed. The last line",
        "is RESULT pass|fail: each within 2 s, and at most 1,000 events of history a",
        "pipe and day. BENCHMARKS.md says how each is measured.",
        "Exit codes: 0 pass, 1 fail, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class PipesCommand implements Callable<Integer> {
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
            "pipes that are paused and resumed one by one;",
            "then ten of them at once", "(default: ${DEFAULT-VALUE})"})
    private int sample = 20;

    @Option(names = "--seed", paramLabel = "N", description = "which ones (default: a new one each time)")
    private @Nullable Long seed;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run((source, folder) -> new ManyPipes(plan(source), options::print, options::note).run(folder));
    }

    private Plan plan(SourceKind source) throws CommandFailure {
        if (pipes < 2 || minutes < 1 || streaming < 0 || streaming % 10 != 0 || sample < 2 || sample > pipes) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "Give --pipes 2 or more, --minutes 1 or more, --streaming"
                    + " in whole tens, and --sample from 2 to the number of pipes");
        }
        return new Plan(source, pipes, heap, Duration.ofMinutes(minutes), Duration.ofMinutes(streaming), sample,
                seed == null ? System.nanoTime() % 1_000_000 : seed);
    }
}
