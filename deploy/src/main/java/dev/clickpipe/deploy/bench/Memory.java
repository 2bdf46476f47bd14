package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Resident memory of worker, service worker and API, as {@code ps} tells it, while a pipe runs and nothing changes. */
final class Memory {
    private static final double TARGET_MEGABYTES = 900;
    private static final double KILOBYTES_PER_MEGABYTE = 1_000 / 1.024;

    private Memory() {}

    static Row run(Service service, Duration idle) throws IOException, InterruptedException {
        Thread.sleep(idle);
        double worker = megabytes(pids(service.worker()).limit(1));
        double children = megabytes(pids(service.worker()).skip(1));
        double api = megabytes(pids(service.api()));
        double sum = worker + children + api;
        return new Row("memory", sum / TARGET_MEGABYTES, 1, String.format(Locale.ROOT,
                "%.0f MB of %.0f MB after %d s idle: worker %.0f, service worker %.0f, API %.0f", sum,
                TARGET_MEGABYTES, idle.toSeconds(), worker, children, api));
    }

    /** The process itself, then all below it. */
    private static LongStream pids(RunningPart part) {
        Optional<ProcessHandle> process = part.process().map(SupervisedProcess::pid).flatMap(ProcessHandle::of);
        return process.map(handle -> LongStream.concat(LongStream.of(handle.pid()),
                handle.descendants().mapToLong(ProcessHandle::pid))).orElseGet(LongStream::empty);
    }

    private static double megabytes(LongStream pids) throws IOException {
        List<String> list = pids.mapToObj(Long::toString).toList();
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
