package dev.clickpipe.deploy.bench;

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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deploy/bench}. */
@Command(name = "deploy/bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures a service that it starts for itself: BENCHMARKS.md says how each is measured.",
        "decoder, alone, measures the decoder of row images with JMH, on rows of a MySQL that it starts.",
        "pipes, alone, runs many pipes in one worker: deploy/bench pipes --help.",
        "Prints a row per measurement: <name> ratio=… target=… reached|short.",
        "Exit codes: 0 all reached, 1 one is short, 2 wrong usage, 3 a part failed to start, 4 out of time."})
public final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "provisioning, latency, memory, growth, or all")
    private List<String> names = List.of();

    @Option(names = "--quick", description = "fewer probes and shorter waits; for a look, not for a figure")
    private boolean quick;

    @Option(names = "--json", description = "one JSON object per row")
    private boolean json;

    @Option(names = "--source", paramLabel = "mariadb|mysql", description = "which server (default: mariadb)")
    private SourceKind source = SourceKind.MARIADB;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder, emptied first (default: bench in",
            "CLICKPIPE_STATE_DIR, else in .clickpipe)"})
    private @Nullable Path state;

    @Override
    public Integer call() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        try {
            new Bench(source, quick, this::note, row -> {
                rows.add(row);
                print(out(), json ? row.json() : row.toString());
            }).run(folder(), wanted());
        } catch (CommandFailure failure) {
            note(String.valueOf(failure.getMessage()));
            return failure.code().number();
        } catch (PartException | IOException | SQLException failure) {
            note(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return ExitCode.PART_FAILED.number();
        }
        return (rows.stream().allMatch(Row::reached) ? ExitCode.GOOD : ExitCode.DIFFERENT_OR_FAILED).number();
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

    private Path folder() {
        return state == null ? StateFolder.of(null).resolve("bench") : state;
    }

    private void note(String line) {
        PrintWriter err = spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
        print(err, line);
    }

    private PrintWriter out() {
        return spec == null ? new PrintWriter(System.out, true, StandardCharsets.UTF_8) : spec.commandLine().getOut();
    }

    private static void print(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}
