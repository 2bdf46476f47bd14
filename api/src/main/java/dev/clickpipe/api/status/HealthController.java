package dev.clickpipe.api.status;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.TemporalCalls;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** For probes: does the process live, is it up, can it serve. */
@Controller("/health")
final class HealthController {
    private final TemporalCalls temporal;

    HealthController(TemporalCalls temporal) {
        this.temporal = temporal;
    }

    @Get("/live")
    HttpResponse<Answer> live(HttpRequest<?> request) {
        return Answer.ok(request, Map.of("live", true));
    }

    /** Paths are served only once everything is wired, so an answer is the proof. */
    @Get("/started")
    HttpResponse<Answer> started(HttpRequest<?> request) {
        return Answer.ok(request, Map.of("started", true));
    }

    @Get("/ready")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<Answer> ready(HttpRequest<?> request) {
        if (!temporal.reachable()) {
            throw RefusedException.unavailable("Temporal does not answer; see CLICKPIPE_TEMPORAL_ADDRESS");
        }
        return Answer.ok(request, Map.of("ready", true));
    }
}
