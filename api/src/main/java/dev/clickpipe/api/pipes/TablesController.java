package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.LiveProgressReader;
import dev.clickpipe.api.wire.TableCommand;
import dev.clickpipe.api.wire.TablesAnswer;
import dev.clickpipe.workflows.settings.TableName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code …/clickpipes/{id}/tables}: beside the wire contract, single tables of a pipe. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipes/{id}/tables")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class TablesController {
    private final PipeCommands pipes;
    private final TableCommands commands;
    private final LiveProgressReader progress;

    TablesController(PipeCommands pipes, TableCommands commands, LiveProgressReader progress) {
        this.pipes = pipes;
        this.commands = commands;
        this.progress = progress;
    }

    @Get
    HttpResponse<Answer> list(HttpRequest<?> request, String organization, String service, String id) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request,
                TablesAnswer.of(ProgressView.of(progress.read(pipes.find(serviceId, PathIds.pipe(id))))));
    }

    @Patch
    HttpResponse<Answer> retryFailed(HttpRequest<?> request, String organization, String service, String id,
            @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        TableCommand.readRetry(RequestBody.of(body));
        return Answer.ok(request,
                ClickPipesController.shown(commands.retryFailed(serviceId, PathIds.pipe(id))));
    }

    @Patch("/{schema}/{table}")
    HttpResponse<Answer> command(HttpRequest<?> request, String organization, String service, String id,
            String schema, String table, @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, ClickPipesController.shown(commands.carryOut(serviceId, PathIds.pipe(id),
                new TableName(schema, table), TableCommand.read(RequestBody.of(body)))));
    }
}
