package dev.clickpipe.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.api.answers.RefusedException;
import io.grpc.Context;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call of Temporal comes to when the server answers with an error. */
class TemporalCallsTest {
    /** As Temporal 1.29 says it of an update that waited while a step into a new run was refused. */
    private static final Status NOT_TAKEN_ON = Status.FAILED_PRECONDITION.withDescription(
            "Unable to perform workflow execution update due to unexpected workflow task failure.");

    private final WorkflowServiceStubs nobody = WorkflowServiceStubs
            .newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    private final TemporalCalls calls = new TemporalCalls(WorkflowClient.newInstance(nobody));

    @AfterEach
    void close() {
        calls.close();
        nobody.shutdownNow();
    }

    @Test
    void whatMetAWorkflowOnItsWayIntoANewRunIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(calls.worker(Duration.ofSeconds(30), () -> {
            if (asked.incrementAndGet() < 4) {
                throw NOT_TAKEN_ON.asRuntimeException();
            }
            return "taken on";
        })).isEqualTo("taken on");
        assertThat(asked).hasValue(4);
    }

    @Test
    void untilTheDeadline() {
        assertThatThrownBy(() -> calls.worker(Duration.ofMillis(500), () -> {
            throw (Context.current().isCancelled() ? Status.DEADLINE_EXCEEDED : NOT_TAKEN_ON).asRuntimeException();
        })).isInstanceOf(RefusedException.class);
    }

    @Test
    void otherErrorsAreNot() {
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> calls.worker(Duration.ofSeconds(30), () -> {
            asked.incrementAndGet();
            throw Status.FAILED_PRECONDITION.withDescription("something else").asRuntimeException();
        })).hasMessageContaining("something else");
        assertThat(asked).hasValue(1);
    }
}
