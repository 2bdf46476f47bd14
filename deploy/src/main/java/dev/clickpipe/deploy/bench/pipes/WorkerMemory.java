package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import java.io.IOException;
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
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    /** Looks, then collects garbage there and looks at what is left. */
    static WorkerMemory of(ProcessHandle worker) throws IOException, CommandFailure {
        ProcessStatus status = ProcessStatus.of(worker);
        return new WorkerMemory(status.resident(), liveHeap(worker), status.threads());
    }

    /** The histogram of a JVM's classes collects garbage first. */
    private static double liveHeap(ProcessHandle worker) throws IOException, CommandFailure {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new CommandFailure(ExitCode.WRONG_USAGE,
                    "There is no " + jcmd + ": set CLICKPIPE_JAVA_HOME to a whole JDK");
        }
        Matcher total = TOTAL
                .matcher(ProcessStatus
                        .output(List.of(jcmd.toString(), Long.toString(worker.pid()), "GC.class_histogram")));
        if (!total.find()) {
            throw new IOException("jcmd says nothing of the heap of process " + worker.pid());
        }
        return Long.parseLong(total.group(1)) / MEGABYTE;
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
