package dev.clickpipe.api.temporal;

import dev.clickpipe.api.ApiSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Opens the connection to Temporal: lazily, so that the API starts and says what is missing while Temporal is down. */
@Factory
final class TemporalConnection {
    /** How long a call is tried again while Temporal is away; every caller waits at most so long for it. */
    private static final Duration RETRIES = Duration.ofSeconds(4);

    @Singleton
    @Bean(preDestroy = "shutdownNow")
    WorkflowServiceStubs stubs(ApiSettings settings) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.temporalAddress())
                .setRpcRetryOptions(RpcRetryOptions.newBuilder().setExpiration(RETRIES)
                        .setMaximumInterval(Duration.ofSeconds(1)).build())
                .build());
    }

    @Singleton
    WorkflowClient client(WorkflowServiceStubs stubs, ApiSettings settings) {
        return WorkflowClient.newInstance(stubs, WorkflowClientOptions.newBuilder()
                .setNamespace(settings.temporalNamespace()).setIdentity("clickpipe-api").build());
    }
}
