package dev.clickpipe.activities.calls;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.logging.PipeFields;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.failure.PipeFailures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs activities: one line when one starts, one with the reason when it ends. A failure that is repeated is logged once, and
 * once more when it is over. Replaces the SDK's own lines, which print a stack trace for every attempt.
 */
public final class ActivityLog extends WorkerInterceptorBase {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityLog.class);
    /** Small and frequent: at DEBUG while they succeed. */
    private static final Set<String> FREQUENT = Set.of("AnswerReady", "HastenLease", "LookForPosition", "JoinService",
            "AwaitVisible", "EndClaim", "ClaimTargets");

    private final RepeatedFailures failures = new RepeatedFailures();

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private @Nullable ActivityInfo info;

            @Override
            public void init(ActivityExecutionContext context) {
                info = context.getInfo();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                @Nullable
                ActivitySubject subject = ActivitySubject.of(input.getArguments());
                if (subject != null) {
                    PipeFields.set(subject.pipe(), subject.table());
                }
                try {
                    return logged(requireNonNull(info, "an activity before its context"), subject,
                            () -> super.execute(input));
                } finally {
                    PipeFields.clear();
                }
            }
        };
    }

    private interface Call {
        ActivityInboundCallsInterceptor.ActivityOutput run();
    }

    private ActivityInboundCallsInterceptor.ActivityOutput logged(ActivityInfo info, @Nullable ActivitySubject subject,
            Call call) {
        String type = info.getActivityType();
        String activity = type + " " + info.getWorkflowId() + " " + (subject == null ? "" : subject.table());
        Level level = FREQUENT.contains(type) ? Level.DEBUG : Level.INFO;
        LOG.atLevel(failures.isFailing(activity) ? Level.DEBUG : level).log("{} started", type);
        long begun = System.nanoTime();
        try {
            ActivityInboundCallsInterceptor.ActivityOutput output = call.run();
            completed(type, activity, level, output.getResult(), begun);
            return output;
        } catch (ActivityCompletionException cancelled) {
            LOG.info("{} cancelled after {}", type, since(begun));
            throw cancelled;
        } catch (ApplicationFailure failure) {
            failed(type, activity, info.getAttempt(), failure);
            throw failure;
        } catch (RuntimeException | Error unexpected) {
            LOG.error("{} failed unexpectedly", type, unexpected);
            throw unexpected;
        }
    }

    private void completed(String type, String activity, Level level, @Nullable Object result, long begun) {
        String words = ActivityResults.words(result);
        String failure = ActivityResults.failure(result);
        if (failure != null) {
            LOG.atLevel(failures.isNew(activity, failure) ? Level.WARN : Level.DEBUG).log("{} ended after {}: {}", type,
                    since(begun), words);
            return;
        }
        String over = failures.ended(activity);
        LOG.atLevel(over == null ? level : Level.INFO).log("{} completed after {}{}{}", type, since(begun),
                words.isEmpty() ? "" : ": " + words, over == null ? "" : "; before, it failed with " + over);
    }

    private void failed(String type, String activity, int attempt, ApplicationFailure failure) {
        if (HeartbeatingCall.HANDED_BACK.equals(failure.getType())) {
            LOG.info("{} released, the worker is shutting down", type);
            return;
        }
        Optional<PipeError> error = PipeFailures.errorIn(failure);
        String words = error.map(ActivityResults::words).orElseGet(failure::getOriginalMessage);
        Level level = failures.isNew(activity, words) ? Level.WARN : Level.DEBUG;
        LOG.atLevel(level).log("{} failed (attempt {}{}): {}", type, attempt,
                failure.isNonRetryable() ? "" : ", is repeated", words);
    }

    private static Duration since(long begun) {
        return Duration.ofMillis((System.nanoTime() - begun) / 1_000_000);
    }
}
