package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.workflows.secrets.SealKeys;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A control worker and a service's worker in this process, on the shared parts. */
final class RunningWorkers implements AutoCloseable {
    final UUID serviceId = UUID.randomUUID();
    final SealKeys keys = SealKeys.generate();
    final WorkflowClient client;
    private final String temporalAddress;
    private final WorkflowServiceStubs stubs;
    private final ConfigurableApplicationContext control;
    private ConfigurableApplicationContext service;

    RunningWorkers() {
        this(SharedParts.temporalAddress());
    }

    /** The same on another Temporal. */
    RunningWorkers(String temporalAddress) {
        this.temporalAddress = temporalAddress;
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(temporalAddress).build());
        client = WorkflowClient.newInstance(stubs, WorkflowClientOptions.newBuilder().build());
        control = WorkerApplication.start(new WorkerRole.Control(null), settings());
        service = WorkerApplication.start(new WorkerRole.Service(serviceId, false, WorkerSlots.USUAL), settings());
    }

    /** Shuts the service's worker down in order and starts another one. */
    void replaceServiceWorker() {
        service.close();
        startServiceWorker();
    }

    /** Does something between the shut-down of the service's worker and the start of another one. */
    void withoutServiceWorker(Callable<@Nullable Void> work) throws Exception {
        service.close();
        try {
            work.call();
        } finally {
            startServiceWorker();
        }
    }

    private void startServiceWorker() {
        service = WorkerApplication.start(new WorkerRole.Service(serviceId, false, WorkerSlots.USUAL), settings());
    }

    private WorkerSettings settings() {
        ClickHouseServer clickHouse = SharedParts.clickhouse();
        return new WorkerSettings(temporalAddress, "default",
                new ClickHouseAddress(clickHouse.url().toString(), clickHouse.user(), clickHouse.password()),
                keys.privateKey(), WorkerSettings.ProvisionerKind.SHARED, 0, List.of(), List.of());
    }

    @Override
    public void close() {
        service.close();
        control.close();
        stubs.shutdownNow();
    }
}
