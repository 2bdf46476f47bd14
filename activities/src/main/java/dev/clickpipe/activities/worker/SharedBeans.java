package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.calls.ActivityLog;
import dev.clickpipe.activities.calls.ReleasesWork;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.spring.boot.WorkerOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a worker of either role needs. */
@Configuration(proxyBeanMethods = false)
class SharedBeans {
    /** How late an activity hears that it is cancelled; the SDK's own throttle would make a pause take 5 s. */
    private static final Duration HEARTBEAT_THROTTLE = Duration.ofMillis(500);

    /**
     * The SDK's own second is too short for the first workflow of a cold worker on a busy machine: loading classes takes
     * longer, is taken for a deadlock, and the task starts over (temporalio/sdk-java#2959).
     */
    private static final Duration DEADLOCK = Duration.ofSeconds(10);

    @Bean
    PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean(destroyMethod = "close")
    HealthServer healthServer(WorkerSettings settings, PrometheusMeterRegistry metrics) throws IOException {
        return new HealthServer(settings.port(), metrics);
    }

    @Bean
    OrderlyShutdown orderlyShutdown(WorkerFactory factory, HealthServer health, Map<String, ReleasesWork> holders) {
        return new OrderlyShutdown(factory, health, holders.values());
    }

    @Bean
    TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> activityLog() {
        return options -> options.setWorkerInterceptors(new ActivityLog());
    }

    @Bean
    WorkerOptionsCustomizer patience() {
        return (options, workerName, taskQueue) -> options.setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis());
    }
}
