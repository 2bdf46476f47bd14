package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Memory of worker, service worker and API, while pipes run and nothing changes. */
final class Memory {
    private static final double TARGET_MEGABYTES = 900;

    private Memory() {}

    static BenchmarkRow run(Service service, Duration idle) throws IOException, InterruptedException {
        Thread.sleep(idle);
        double worker = ResidentMemory.of(service.worker());
        double children = ResidentMemory.ofChildren(service.worker());
        double api = ResidentMemory.of(service.api());
        double sum = worker + children + api;
        return new BenchmarkRow("memory", sum / TARGET_MEGABYTES, 1, String.format(Locale.ROOT,
                "%.0f MB of %.0f MB after %d s idle: worker %.0f, service worker %.0f, API %.0f", sum,
                TARGET_MEGABYTES, idle.toSeconds(), worker, children, api));
    }
}
