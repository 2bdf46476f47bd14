package dev.clickpipe.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.workflows.contract.PreflightActivities;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line when an activity starts and one when it ends, with the pipe's fields; one line for a failure that is repeated. */
class ActivityLogTest {
    private static final PipeError UNREACHABLE = new PipeError(ErrorKind.SOURCE_UNREACHABLE, "db:3306 does not answer",
            "Start it", null);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(ActivityLog.class);
    private final TestActivityEnvironment environment = TestActivityEnvironment
            .newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkerFactoryOptions(
                            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new ActivityLog()).build())
                    .build());
    private final PipeConfiguration pipe = Configurations
            .of(Configurations.unusedSource(UUID.randomUUID()), "d");
    private Callable<PreflightReport> work = () -> new PreflightReport(List.of(), List.of());

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
        environment.registerActivitiesImplementations(
                (PreflightActivities) (configuration, added) -> HeartbeatingCall.run(null, () -> work.call()));
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        environment.close();
    }

    private void call() {
        environment.newActivityStub(PreflightActivities.class).check(pipe, false);
    }

    private List<String> messages() {
        return lines.list.stream().map(event -> event.getFormattedMessage().replaceAll("PT[0-9.]+S", "PTS")
                .replaceAll("attempt [0-9]+", "attempt N")).toList();
    }

    @Test
    void startAndEndNameThePipe() {
        call();
        assertThat(messages()).containsExactly("CheckSourceAndDestination started",
                "CheckSourceAndDestination completed after PTS: 0 failures, 0 warnings");
        assertThat(lines.list).allSatisfy(event -> assertThat(event.getMDCPropertyMap())
                .containsEntry("pipe", pipe.name()).containsEntry("pipeId", pipe.pipeId().toString()));
    }

    @Test
    void aRepeatedFailureIsLoggedOnceAndWhenItIsOver() {
        work = () -> {
            throw new PipeException(UNREACHABLE);
        };
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(this::call).isInstanceOf(RuntimeException.class);
        }
        work = () -> new PreflightReport(List.of(), List.of());
        call();
        assertThat(messages()).containsExactly("CheckSourceAndDestination started",
                "CheckSourceAndDestination failed (attempt N, is repeated): SOURCE_UNREACHABLE: db:3306 does not answer",
                "CheckSourceAndDestination completed after PTS: 0 failures, 0 warnings; before, it failed with"
                        + " SOURCE_UNREACHABLE: db:3306 does not answer");
        assertThat(lines.list).allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
    }
}
