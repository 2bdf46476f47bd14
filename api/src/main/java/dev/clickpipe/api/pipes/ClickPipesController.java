package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.api.wire.ClickPipeAnswer;
import dev.clickpipe.api.wire.CreateClickPipeReader;
import dev.clickpipe.api.wire.StateCommand;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code …/clickpipes}: the wire contract's own paths. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipes")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class ClickPipesController {
    private final StoredPipes pipes;
    private final PipeCreation creation;
    private final PipeCommands commands;
    private final PipeChanges changes;

    ClickPipesController(StoredPipes pipes, PipeCreation creation, PipeCommands commands, PipeChanges changes) {
        this.pipes = pipes;
        this.creation = creation;
        this.commands = commands;
        this.changes = changes;
    }

    @Get
    HttpResponse<Answer> list(HttpRequest<?> request, String organization, String service) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, pipes.ofService(serviceId).stream().map(ClickPipesController::shown).toList());
    }

    @Post
    HttpResponse<Answer> create(HttpRequest<?> request, String organization, String service,
            @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, shown(creation.create(serviceId, CreateClickPipeReader.read(RequestBody.of(body)))));
    }

    @Get("/{id}")
    HttpResponse<Answer> get(HttpRequest<?> request, String organization, String service, String id) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, shown(
                pipes.find(serviceId, PathIds.pipe(id)).orElseThrow(() -> PipeCommands.notFound(id))));
    }

    @Delete("/{id}")
    HttpResponse<Answer> delete(HttpRequest<?> request, String organization, String service, String id) {
        commands.delete(PathIds.service(organization, service), PathIds.pipe(id));
        return Answer.ok(request);
    }

    @Patch("/{id}")
    HttpResponse<Answer> change(HttpRequest<?> request, String organization, String service, String id,
            @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, shown(changes.change(serviceId, PathIds.pipe(id), RequestBody.of(body))));
    }

    @Patch("/{id}/state")
    HttpResponse<Answer> state(HttpRequest<?> request, String organization, String service, String id,
            @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request,
                shown(commands.carryOut(serviceId, PathIds.pipe(id), StateCommand.read(RequestBody.of(body)))));
    }

    static ClickPipeAnswer shown(StoredPipe pipe) {
        return ClickPipeAnswer.of(pipe.configuration(), pipe.status());
    }
}
