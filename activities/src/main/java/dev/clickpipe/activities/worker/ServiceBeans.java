package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.reload.Reloading;
import dev.clickpipe.activities.setup.TableSetup;
import dev.clickpipe.activities.snapshot.PartitionLoads;
import dev.clickpipe.activities.stream.CascadeMeter;
import dev.clickpipe.activities.stream.StreamLeases;
import dev.clickpipe.activities.types.LossMeter;
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
        return new Readiness();
    }

    @Bean
    LossMeter losses(PrometheusMeterRegistry metrics) {
        return new LossMeter(metrics);
    }

    @Bean
    CascadeMeter cascades(PrometheusMeterRegistry metrics) {
        return new CascadeMeter(metrics);
    }

    @Bean
    SetupActivities setupActivities(SourceConnections sources, ClickHouse clickHouse, WorkflowClient client) {
        return new TableSetup(sources, clickHouse, new OpenPipes(client));
    }

    @Bean
    ReloadActivities reloadActivities(SourceConnections sources, ClickHouse clickHouse, WorkflowClient client) {
        return new Reloading(sources, clickHouse, new OpenPipes(client));
    }

    @Bean(destroyMethod = "close")
    PartitionLoads snapshotActivities(SourceConnections sources, ClickHouse clickHouse, LossMeter losses) {
        return new PartitionLoads(sources, clickHouse, losses);
    }

    @Bean(destroyMethod = "close")
    StreamLeases streamActivities(SourceConnections sources, ClickHouse clickHouse, LossMeter losses,
            CascadeMeter cascades) {
        return new StreamLeases(sources, clickHouse, losses, cascades);
    }
}
