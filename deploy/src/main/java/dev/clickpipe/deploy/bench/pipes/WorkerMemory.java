package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory and threads of the worker of all pipes, in megabytes of a million bytes.
 *
 * @param resident what the system has given it
 * @param heap what is alive after a collection
 * @param threads of the system; virtual ones are in the heap
 */
record WorkerMemory(double resident, double heap, double threads) {
    private static final double MEGABYTE = 1_000_000;
    private static final double KILOBYTES_PER_MEGABYTE = 1_000 / 1.024;
    private static final Pattern PROCESS = Pattern.compile("([0-9]+) +([0-9]+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    /** Looks, then collects garbage there and looks at what is left. */
    static WorkerMemory of(ProcessHandle worker) throws IOException, CommandFailure {
        Matcher process = PROCESS
                .matcher(output(List.of("ps", "-o", "rss=,nlwp=", "-p", Long.toString(worker.pid()))));
        if (!process.find()) {
            throw new IOException("ps says nothing of process " + worker.pid());
        }
        return new WorkerMemory(Long.parseLong(process.group(1)) / KILOBYTES_PER_MEGABYTE, liveHeap(worker),
                Long.parseLong(process.group(2)));
    }

    /** The histogram of a JVM's classes collects garbage first. */
    private static double liveHeap(ProcessHandle worker) throws IOException, CommandFailure {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new CommandFailure(ExitCode.WRONG_USAGE,
                    "There is no " + jcmd + ": set CLICKPIPE_JAVA_HOME to a whole JDK");
        }
        Matcher total = TOTAL
                .matcher(output(List.of(jcmd.toString(), Long.toString(worker.pid()), "GC.class_histogram")));
        if (!total.find()) {
            throw new IOException("jcmd says nothing of the heap of process " + worker.pid());
        }
        return Long.parseLong(total.group(1)) / MEGABYTE;
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What each of {@code more} pipes added. */
    WorkerMemory since(WorkerMemory before, int more) {
        return new WorkerMemory((resident - before.resident) / more, (heap - before.heap) / more,
                (threads - before.threads) / more);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB resident, %.2f MB of heap, %.1f threads", resident, heap, threads);
    }
}
