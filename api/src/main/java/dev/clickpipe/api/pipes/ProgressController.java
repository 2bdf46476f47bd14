package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.LiveProgressReader;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.UUID;

/** {@code …/clickpipes/{id}/progress}: beside the wire contract, for live views. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipes/{id}/progress")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProgressController {
    private final StoredPipes pipes;
    private final LiveProgressReader progress;

    ProgressController(StoredPipes pipes, LiveProgressReader progress) {
        this.pipes = pipes;
        this.progress = progress;
    }

    @Get
    HttpResponse<Answer> progress(HttpRequest<?> request, String organization, String service, String id) {
        UUID serviceId = PathIds.service(organization, service);
        StoredPipe pipe = pipes.find(serviceId, PathIds.pipe(id)).orElseThrow(() -> PipeCommands.notFound(id));
        return Answer.ok(request, ProgressView.of(progress.read(pipe)));
    }
}
