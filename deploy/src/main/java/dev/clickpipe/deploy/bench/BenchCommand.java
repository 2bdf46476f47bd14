package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code deploy/bench}. */
@Command(name = "deploy/bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures a service that it starts for itself: BENCHMARKS.md says how each is measured.",
        "decoder, alone, measures the decoder of row images with JMH, on rows of a MySQL that it starts.",
        "pipes, alone, runs many pipes in one worker: deploy/bench pipes --help.",
        "Prints a row per measurement: <name> ratio=… target=… reached|short.",
        "Exit codes: 0 all reached, 1 one is short, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "provisioning, latency, memory, growth, or all")
    private List<String> names = List.of();

    @Option(names = "--quick", description = "fewer probes and shorter waits; for a look, not for a figure")
    private boolean quick;

    @Option(names = "--json", description = "one JSON object per row")
    private boolean json;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run((source, folder) -> {
            List<BenchmarkRow> rows = new ArrayList<>();
            new Bench(source, quick, options::note, row -> {
                rows.add(row);
                options.print(json ? row.json() : row.toString());
            }).run(folder, wanted());
            return rows.stream().allMatch(BenchmarkRow::reached);
        });
    }

    private Set<Benchmark> wanted() throws CommandFailure {
        Set<Benchmark> wanted = EnumSet.noneOf(Benchmark.class);
        for (String name : names) {
            if (name.equals(ALL)) {
                return EnumSet.allOf(Benchmark.class);
            }
            wanted.add(EnumSet.allOf(Benchmark.class).stream().filter(one -> one.text().equals(name)).findFirst()
                    .orElseThrow(() -> new CommandFailure(ExitCode.WRONG_USAGE, "There is no benchmark '" + name
                            + "'; there are provisioning, latency, memory, growth and all")));
        }
        return wanted;
    }
}
