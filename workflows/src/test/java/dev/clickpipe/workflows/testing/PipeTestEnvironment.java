package dev.clickpipe.workflows.testing;

import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.machine.Transition;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.registration.RegisteredWorkflows;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** An in-memory server with one control worker; workers of services are added as tests need them. */
public final class PipeTestEnvironment implements AutoCloseable {
    /** Transitions that pipes of closed stages took. */
    public static final Set<Transition> VISITED = ConcurrentHashMap.newKeySet();

    static {
        // For every await() without a limit of its own; two builds beside each other on two cores took ten seconds.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    public final FakeControl control = new FakeControl();
    public final FakeLoading loading = new FakeLoading();
    public final FakeStream stream = new FakeStream();
    private final TestWorkflowEnvironment environment;
    private final List<WorkerFactory> factories = new ArrayList<>();
    private final List<LivePipeView> pipes = new ArrayList<>();

    private PipeTestEnvironment(boolean timeSkipping) {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(timeSkipping)
                .registerSearchAttribute(PipeAttributes.STATE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(PipeAttributes.NAME.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(PipeAttributes.SERVICE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
        environment.start();
        WorkerFactory factory = factory();
        Worker worker = worker(factory, TaskQueues.CONTROL);
        RegisteredWorkflows.on(worker);
        worker.registerActivitiesImplementations(control);
        factory.start();
    }

    /** Time passes as on the wall. */
    public static PipeTestEnvironment open() {
        return new PipeTestEnvironment(false);
    }

    /** Time jumps while a test waits for a result, unless an activity is at work. */
    public static PipeTestEnvironment withTimeSkipping() {
        return new PipeTestEnvironment(true);
    }

    private WorkerFactory factory() {
        WorkerFactory factory = WorkerFactory.newInstance(client(),
                WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
        factories.add(factory);
        return factory;
    }

    private static Worker worker(WorkerFactory factory, String taskQueue) {
        return factory.newWorker(taskQueue,
                WorkerOptions.newBuilder().setUsingVirtualThreads(true)
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
                        .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(50)).build());
    }

    /** Starts the workers of a service. */
    public PipeTestEnvironment workersOf(UUID serviceId) {
        WorkerFactory factory = factory();
        Worker streaming = worker(factory, TaskQueues.stream(serviceId));
        streaming.registerActivitiesImplementations(stream);
        Worker snapshot = worker(factory, TaskQueues.snapshot(serviceId));
        snapshot.registerActivitiesImplementations(loading);
        factory.start();
        return this;
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    public TestWorkflowEnvironment environment() {
        return environment;
    }

    /** A typed stub to start a pipe with. */
    public PipeWorkflow stub(PipeConfiguration configuration) {
        return client().newWorkflowStub(PipeWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowId(PipeWorkflow.workflowId(configuration.pipeId()))
                        .setTypedSearchAttributes(PipeAttributes.of(configuration, PipeState.PROVISIONING)).build());
    }

    /** Starts a pipe whose service has workers already. */
    public LivePipeView start(PipeConfiguration configuration) {
        workersOf(configuration.serviceId());
        return startAlone(configuration, false);
    }

    /** Starts a pipe and waits until its lease is at work. */
    public LivePipeView running(ReplicationMode mode) {
        LivePipeView pipe = start(Samples.configuration(mode)).awaitState(PipeState.RUNNING);
        stream.awaitLease();
        return pipe;
    }

    /** Starts a pipe that loads and follows, and waits until its lease writes. */
    public LivePipeView following() {
        return following(Samples.configuration(ReplicationMode.CDC));
    }

    /** The same with other tables. */
    public LivePipeView following(PipeConfiguration configuration) {
        LivePipeView pipe = start(configuration).awaitState(PipeState.RUNNING);
        await().until(() -> stream.active.get() == 1 && stream.writes.get() > 2);
        return pipe;
    }

    /** Starts a pipe whose service has none. */
    public LivePipeView startAlone(PipeConfiguration configuration, boolean checked) {
        return start(new PipeStart(configuration, checked, null));
    }

    /** Starts a pipe in the middle of its life. */
    public LivePipeView start(PipeStart start) {
        PipeWorkflow stub = stub(start.configuration());
        WorkflowClient.start(stub::run, start);
        return view(WorkflowStub.fromTyped(stub));
    }

    /** Watches a pipe that was started otherwise. */
    public LivePipeView view(WorkflowStub stub) {
        LivePipeView view = new LivePipeView(client(), stub);
        pipes.add(view);
        return view;
    }

    @Override
    public void close() {
        pipes.forEach(pipe -> pipe.journal()
                .forEach(sentence -> PipeMachine.TRANSITIONS.stream().filter(transition -> sentence.startsWith(
                        transition.from().wireName() + " → " + transition.to().wireName() + ": "
                                + transition.event().sentence()))
                        .forEach(VISITED::add)));
        control.lookBlocked = false;
        control.claimBlocked = false;
        stream.deaf = false;
        stream.besideBlocked = false;
        loading.setupBlocked = false;
        loading.swapBlocked = false;
        factories.forEach(WorkerFactory::shutdownNow);
        environment.close();
    }
}
