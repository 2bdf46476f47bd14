package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The processes that serve pipes, by what they are called here; one that runs elsewhere is missing. */
final class Processes {
    private static final String SERVICE_WORKER = "service worker";

    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    /** @param service whose worker has started the service's own, which works for all pipes */
    Processes(Service service) {
        handle(service.worker()).stream().flatMap(ProcessHandle::descendants).findFirst()
                .ifPresent(child -> processes.put(SERVICE_WORKER, child));
        put("control worker", service.worker());
        put("API", service.api());
        put("Temporal", service.servers().temporal());
        put("ClickHouse", service.servers().clickHouse());
        service.servers().source().ifPresent(source -> put("source", source));
    }

    private void put(String name, RunningPart part) {
        handle(part).ifPresent(process -> processes.put(name, process));
    }

    private static Optional<ProcessHandle> handle(RunningPart part) {
        return part.process().map(SupervisedProcess::pid).flatMap(ProcessHandle::of);
    }

    /** The worker that all pipes share. */
    ProcessHandle serviceWorker() {
        return Optional.ofNullable(processes.get(SERVICE_WORKER))
                .orElseThrow(() -> new IllegalStateException("no pipe has made the service's worker start"));
    }

    /** Megabytes of each that the system has given it, in the order in which they are told. */
    Map<String, Double> resident() throws IOException {
        Map<String, Double> megabytes = new LinkedHashMap<>();
        for (Map.Entry<String, ProcessHandle> process : processes.entrySet()) {
            megabytes.put(process.getKey(), ProcessStatus.of(process.getValue()).resident());
        }
        return megabytes;
    }

    /** Time on a core of each since it began, in the order in which they are told. */
    Map<String, Duration> cpu() {
        Map<String, Duration> times = new LinkedHashMap<>();
        processes.forEach((name, process) -> times.put(name,
                process.info().totalCpuDuration().orElse(Duration.ZERO)));
        return times;
    }
}
