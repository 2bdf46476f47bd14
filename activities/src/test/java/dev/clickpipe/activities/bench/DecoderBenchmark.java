package dev.clickpipe.activities.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code deploy/bench decoder}: rows of a real MySQL in four shapes, decoded by this project and by the binlog client side by
 * side. A row per shape: how many times faster, and what each takes and allocates for a row.
 */
class DecoderBenchmark {
    private static final int ROWS = 2000;
    private static final double TARGET = 2;
    private static final Map<String, String[]> SHAPES = shapes();

    private static Map<String, String[]> shapes() {
        Map<String, String[]> shapes = new LinkedHashMap<>();
        shapes.put("integers",
                new String[]{"a TINYINT, b SMALLINT UNSIGNED, c MEDIUMINT, d INT, e INT UNSIGNED, f BIGINT,"
                        + " g BIGINT UNSIGNED, h BOOL, i INT, j SMALLINT",
                        "-1, 65535, -8388608, 42, 4000000000, -9, 18446744073709551615, 1, NULL, 7"});
        shapes.put("strings", new String[]{"a VARCHAR(200), b VARCHAR(300), c TEXT, d CHAR(40), e VARCHAR(500)",
                "REPEAT('ab', 50), REPEAT('ä', 100), REPEAT('text ', 100), 'char', REPEAT('日本', 60)"});
        shapes.put("decimals", new String[]{
                "a DECIMAL(10,2), b DECIMAL(18,6), c DECIMAL(30,10), d DECIMAL(5,0), e DECIMAL(38,4)",
                "12345678.90, -123456789012.123456, 12345678901234567890.0123456789, -99999, 1.5"});
        shapes.put("temporal", new String[]{"a DATETIME(6), b DATE, c TIME(3), d TIMESTAMP(3), e DATETIME, f YEAR",
                "'2024-02-29 13:14:15.123456', '1999-12-31', '-12:30:00.5', '2024-02-29 13:14:15.5',"
                        + " '2000-01-01', 2024"});
        return shapes;
    }

    @Test
    void twiceAsFastAsTheClient(@TempDir Path folder) throws Exception {
        for (Map.Entry<String, String[]> shape : SHAPES.entrySet()) {
            RecordedRows.record(shape.getValue()[0], shape.getValue()[1], ROWS)
                    .write(folder.resolve(shape.getKey()));
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(Decoding.class.getName() + ".*")
                .param("shape", SHAPES.keySet().toArray(String[]::new)).forks(1).warmupIterations(3)
                .warmupTime(TimeValue.seconds(1)).measurementIterations(5).measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-D" + Decoding.FOLDER + "=" + folder).addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT).build()).run();
        for (String shape : SHAPES.keySet()) {
            RunResult ours = find(results, shape, "ours");
            RunResult client = find(results, shape, "client");
            double ratio = time(client) / time(ours);
            System.out.printf(Locale.ROOT,
                    "decoder-%s ratio=%.2f target=%.1f %s: %.0f ns and %.1f bytes allocated a row,"
                            + " the client's objects %.0f ns and %.0f bytes%n",
                    shape, ratio, TARGET,
                    ratio >= TARGET ? "reached" : "short", time(ours), allocated(ours), time(client),
                    allocated(client));
            assertThat(allocated(ours)).as("bytes allocated a row of %s", shape).isLessThan(1);
            assertThat(ratio).as(shape).isGreaterThanOrEqualTo(TARGET);
        }
    }

    private static RunResult find(Collection<RunResult> results, String shape, String who) {
        return results.stream().filter(result -> result.getParams().getParam("shape").equals(shape)
                && result.getParams().getBenchmark().endsWith("." + who)).findFirst().orElseThrow();
    }

    /** Nanoseconds a row. */
    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore() / ROWS;
    }

    private static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore() / ROWS;
    }
}
