package dev.clickpipe.api.stubs;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.service.ServiceWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/** A real Temporal server, and a worker of the stubs that can be stopped. */
public final class TestTemporal implements AutoCloseable {
    private final WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(SharedParts.temporalAddress()).build());
    private final WorkflowClient client = WorkflowClient.newInstance(stubs);
    private final WorkerFactory factory = WorkerFactory.newInstance(client);

    /** Starts a worker of the service's own workflow and of stubs for the others. */
    public TestTemporal startWorker() {
        Worker worker = factory.newWorker(TaskQueues.CONTROL);
        worker.registerWorkflowImplementationTypes(ServiceWorkflowImpl.class, StubPreflight.class, StubPipe.class);
        factory.start();
        return this;
    }

    /** Its address. */
    public String address() {
        return SharedParts.temporalAddress();
    }

    /** A client of it. */
    public WorkflowClient client() {
        return client;
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        stubs.shutdownNow();
    }
}
