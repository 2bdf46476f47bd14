package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.LiveProgressReader;
import dev.clickpipe.api.temporal.StoredPipe;
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

/** Beside the wire contract, for people who watch a pipe: how far it is, and what happened to it. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipes/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ViewsController {
    private final PipeCommands pipes;
    private final LiveProgressReader progress;

    ViewsController(PipeCommands pipes, LiveProgressReader progress) {
        this.pipes = pipes;
        this.progress = progress;
    }

    @Get("/progress")
    HttpResponse<Answer> progress(HttpRequest<?> request, String organization, String service, String id) {
        return Answer.ok(request, ProgressView.of(progress.read(find(organization, service, id))));
    }

    @Get("/history")
    HttpResponse<Answer> history(HttpRequest<?> request, String organization, String service, String id) {
        Optional<PipeDescription> description = progress.description(find(organization, service, id));
        return Answer.ok(request, new HistoryAnswer(description.isPresent(),
                description.map(PipeDescription::journal).orElse(List.of()).stream()
                        .map(entry -> new HistoryAnswer.Entry(entry.at().toString(), entry.sentence())).toList()));
    }

    private StoredPipe find(String organization, String service, String id) {
        return pipes.find(PathIds.service(organization, service), PathIds.pipe(id));
    }
}
