package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.Answer;
import dev.clickpipe.api.temporal.ServiceScaling;
import dev.clickpipe.api.wire.ScalingAnswer;
import dev.clickpipe.api.wire.ScalingReader;
import dev.clickpipe.workflows.settings.ScalingFigures;
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

/** {@code …/clickpipesCdcScaling}: how large the worker of a service's pipes is. */
@Controller("/v1/organizations/{organization}/services/{service}/clickpipesCdcScaling")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class ScalingController {
    private final ServiceScaling scaling;

    ScalingController(ServiceScaling scaling) {
        this.scaling = scaling;
    }

    @Get
    HttpResponse<Answer> get(HttpRequest<?> request, String organization, String service) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request,
                ScalingAnswer.of(scaling.find(serviceId).orElse(ScalingFigures.SMALLEST)));
    }

    @Patch
    HttpResponse<Answer> change(HttpRequest<?> request, String organization, String service,
            @Body @Nullable String body) {
        UUID serviceId = PathIds.service(organization, service);
        return Answer.ok(request, ScalingAnswer.of(scaling.keep(serviceId, ScalingReader.read(RequestBody.of(body)))));
    }
}
