package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.reload.ReloadActivitiesImpl;
import dev.clickpipe.activities.setup.SetupActivitiesImpl;
import dev.clickpipe.activities.snapshot.SnapshotActivitiesImpl;
import dev.clickpipe.activities.stream.CascadeMetrics;
import dev.clickpipe.activities.stream.StreamActivitiesImpl;
import dev.clickpipe.activities.types.ClampedValueMetrics;
import dev.clickpipe.workflows.contract.ReadinessActivities;
import dev.clickpipe.workflows.contract.ReloadActivities;
import dev.clickpipe.workflows.contract.SetupActivities;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The activities of a service's worker, by the names that {@link TemporalProperties} registers. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionBeans.class)
class ServiceBeans {
    @Bean
    ReadinessActivities readinessActivities() {
        return new ReadinessActivitiesImpl();
    }

    @Bean
    ClampedValueMetrics losses(PrometheusMeterRegistry metrics) {
        return new ClampedValueMetrics(metrics);
    }

    @Bean
    CascadeMetrics cascades(PrometheusMeterRegistry metrics) {
        return new CascadeMetrics(metrics);
    }

    @Bean
    SetupActivities setupActivities(SourceConnections sources, ClickHouse clickHouse, WorkflowClient client) {
        return new SetupActivitiesImpl(sources, clickHouse, new OpenWorkflows(client));
    }

    @Bean
    ReloadActivities reloadActivities(SourceConnections sources, ClickHouse clickHouse, WorkflowClient client) {
        return new ReloadActivitiesImpl(sources, clickHouse, new OpenWorkflows(client));
    }

    @Bean(destroyMethod = "close")
    SnapshotActivitiesImpl snapshotActivities(SourceConnections sources, ClickHouse clickHouse,
            ClampedValueMetrics losses) {
        return new SnapshotActivitiesImpl(sources, clickHouse, losses);
    }

    @Bean(destroyMethod = "close")
    StreamActivitiesImpl streamActivities(SourceConnections sources, ClickHouse clickHouse, ClampedValueMetrics losses,
            CascadeMetrics cascades) {
        return new StreamActivitiesImpl(sources, clickHouse, losses, cascades);
    }
}
