package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Resident memory of processes, as {@code ps} tells it, in megabytes of a million bytes. */
final class ResidentMemory {
    private static final double KILOBYTES_PER_MEGABYTE = 1_000 / 1.024;

    private ResidentMemory() {}

    /** Of the part's own process. */
    static double of(RunningPart part) throws IOException {
        return sum(part.process().map(SupervisedProcess::pid).stream());
    }

    /** Of all processes that the part has started. */
    static double ofChildren(RunningPart part) throws IOException {
        return sum(part.process().map(SupervisedProcess::pid).flatMap(ProcessHandle::of).stream()
                .flatMap(ProcessHandle::descendants).map(ProcessHandle::pid));
    }

    private static double sum(Stream<Long> pids) throws IOException {
        List<String> list = pids.map(String::valueOf).toList();
        if (list.isEmpty()) {
            return 0;
        }
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.join(",", list))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return answer.lines().map(String::strip).filter(line -> !line.isEmpty()).mapToLong(Long::parseLong).sum()
                / KILOBYTES_PER_MEGABYTE;
    }
}
