package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipe that is paused for long: what it says of the place in the binlog that it is to go on from. */
class PausedTest {
    private static final PipeRequest REQUEST = new PipeRequest("a test");
    private final PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping();

    @AfterEach
    void close() {
        stage.close();
    }

    private LivePipeView paused() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        await().until(() -> !stage.control.looks.isEmpty());
        return pipe;
    }

    private static PipeError warning(LivePipeView pipe) {
        return Objects.requireNonNull(await().until(() -> pipe.description().trouble(), Objects::nonNull));
    }

    @Test
    void isWarnedWhileItCanStillBeSaved() {
        Instant until = Instant.ofEpochMilli(stage.environment().currentTimeMillis()).plus(Duration.ofDays(10));
        stage.control.outlook = new PositionRetention.Expiring("binlog.000017", until, Duration.ofDays(30),
                "SET GLOBAL binlog_expire_logs_seconds = 5184000;");
        LivePipeView pipe = paused();
        long before = pipe.execution().getHistoryLength();
        stage.environment().sleep(Duration.ofDays(6));
        assertThat(pipe.description().trouble()).isNull();
        assertThat(pipe.execution().getHistoryLength() - before).as("events of 6 days").isLessThan(6 * 300);
        stage.environment().sleep(Duration.ofDays(2));
        PipeError warning = warning(pipe);
        assertThat(warning.kind()).isEqualTo(ErrorKind.POSITION_PURGED);
        assertThat(warning.message()).contains("keeps a binlog file for 30 days", "binlog.000017",
                until.toString().substring(0, 19));
        assertThat(warning.remedy()).contains("Resume the pipe", "SET GLOBAL binlog_expire_logs_seconds = 5184000;");
        assertThat(pipe.details()).contains("**Warning POSITION_PURGED:**", "**Remedy:** Resume the pipe");
        assertThat(pipe.journal()).filteredOn(entry -> entry.startsWith("Warning: ")).hasSize(1);
        assertThat(stage.control.looks).containsOnly(pipe.description().position());
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(pipe.description().trouble()).isNull();
    }

    /** Where a file is kept for a day, a warning three days before would always be there. */
    @Test
    void isWarnedHalfADayBeforeTheEndOfADay() {
        Instant until = Instant.ofEpochMilli(stage.environment().currentTimeMillis()).plus(Duration.ofHours(23));
        stage.control.outlook = new PositionRetention.Expiring("binlog.000017", until, Duration.ofDays(1), "");
        LivePipeView pipe = paused();
        stage.environment().sleep(Duration.ofHours(10));
        assertThat(pipe.description().trouble()).isNull();
        stage.environment().sleep(Duration.ofHours(3));
        assertThat(warning(pipe).message()).contains("for 24 hours");
    }

    /** Amazon's services purge what they do not need, unless they were told to wait. */
    @Test
    void isWarnedAtOnceWhereNothingIsKeptForIt() {
        Instant written = Instant.ofEpochMilli(stage.environment().currentTimeMillis()).minusSeconds(60);
        stage.control.outlook = new PositionRetention.Expiring("binlog.000017", written, Duration.ZERO,
                "CALL mysql.rds_set_configuration('binlog retention hours', 24);");
        assertThat(warning(paused()).message())
                .startsWith("The source keeps a binlog file for no longer than it needs it itself, and may purge");
    }

    @Test
    void isToldThatAResumeWillFail() {
        stage.control.outlook = new PositionRetention.Blocked(Samples.error(ErrorKind.POSITION_PURGED));
        LivePipeView pipe = paused();
        assertThat(warning(pipe).message())
                .isEqualTo("A resume will fail. what went wrong with POSITION_PURGED");
        assertThat(pipe.details()).contains("what to do about POSITION_PURGED");
        stage.control.outlook = new PositionRetention.Unknown(Samples.error(ErrorKind.SOURCE_UNREACHABLE));
        stage.environment().sleep(Duration.ofHours(2));
        assertThat(warning(pipe).kind()).as("what was known is not forgotten").isEqualTo(ErrorKind.POSITION_PURGED);
        stage.control.outlook = new PositionRetention.Safe();
        pipe.updates().updateSettings(
                new UpdateSettingsRequest(5, null, null, null, null, null, null, null, null, "looks at once"));
        await().until(() -> pipe.description().trouble() == null);
    }

    /** A resume and a delete do not wait for an answer of the source. */
    @Test
    void aLookHoldsNobodyUp() {
        stage.control.lookBlocked = true;
        LivePipeView pipe = paused();
        assertThat(pipe.updates().resume(REQUEST).state()).isEqualTo(PipeState.RUNNING);
        stage.stream.awaitLease();
        pipe.updates().pause(REQUEST);
        await().until(() -> stage.control.looks.size() == 2);
        assertThat(pipe.updates().delete(REQUEST).state()).isEqualTo(PipeState.STOPPED);
        pipe.awaitClosed();
    }

    @Test
    void goesOnAsANewRunWhenItIsPausedForMonths() {
        LivePipeView pipe = paused();
        String firstRun = pipe.execution().getExecution().getRunId();
        stage.control.outlook = new PositionRetention.Blocked(Samples.error(ErrorKind.POSITION_PURGED));
        stage.environment().sleep(Duration.ofDays(30));
        assertThat(pipe.execution().getExecution().getRunId()).isNotEqualTo(firstRun);
        assertThat(pipe.state()).isEqualTo("Paused");
        assertThat(warning(pipe).kind()).isEqualTo(ErrorKind.POSITION_PURGED);
        assertThat(pipe.updates().resume(REQUEST).state()).isEqualTo(PipeState.RUNNING);
    }
}
