package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.LiveProgressReader;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.api.wire.HistoryAnswer;
import dev.clickpipe.workflows.pipe.PipeDescription;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/** {@code …/clickpipes/{id}/history}: beside the wire contract, what happened to a pipe. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipes/{id}/history")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HistoryController {
    private final StoredPipes pipes;
    private final LiveProgressReader progress;

    HistoryController(StoredPipes pipes, LiveProgressReader progress) {
        this.pipes = pipes;
        this.progress = progress;
    }

    @Get
    HttpResponse<Answer> history(HttpRequest<?> request, String organization, String service, String id) {
        StoredPipe pipe = pipes.find(PathIds.service(organization, service), PathIds.pipe(id))
                .orElseThrow(() -> PipeCommands.notFound(id));
        Optional<PipeDescription> description = progress.description(pipe);
        return Answer.ok(request, new HistoryAnswer(description.isPresent(),
                description.map(PipeDescription::journal).orElse(List.of()).stream()
                        .map(entry -> new HistoryAnswer.Entry(entry.at().toString(), entry.sentence())).toList()));
    }
}
