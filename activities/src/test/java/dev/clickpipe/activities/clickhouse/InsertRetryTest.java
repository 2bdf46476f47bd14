package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InsertRetryTest {
    private static final TableName TABLE = new TableName("s", "t");

    private final AtomicInteger attempts = new AtomicInteger();

    private Runnable failing(ErrorKind kind) {
        return () -> {
            attempts.incrementAndGet();
            throw new PipeException(new PipeError(kind, "of a test", "none", null));
        };
    }

    @Test
    void whatMayPassIsGivenAFewTimes() {
        assertThatThrownBy(() -> InsertRetry.times(3).run(TABLE, failing(ErrorKind.DESTINATION_UNREACHABLE)))
                .isInstanceOf(PipeException.class);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatDoesNotPassIsGivenOnce() {
        for (ErrorKind kind : new ErrorKind[]{ErrorKind.DESTINATION_CHANGED, ErrorKind.APPEND_OVERTAKEN,
                ErrorKind.DEFECT}) {
            attempts.set(0);
            assertThatThrownBy(() -> InsertRetry.times(3).run(TABLE, failing(kind)))
                    .isInstanceOf(PipeException.class);
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void nothingIsGivenAgainBehindTheEnd() {
        InsertRetry repetition = InsertRetry.until(() -> false);
        repetition.close();
        assertThatThrownBy(() -> repetition.run(TABLE, failing(ErrorKind.DESTINATION_BUSY)))
                .isInstanceOf(PipeException.class);
        assertThat(attempts).hasValue(1);
    }
}
