package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.preflight.SourceAndDestinationChecks;
import dev.clickpipe.activities.retention.PositionWatch;
import dev.clickpipe.workflows.contract.PreflightActivities;
import dev.clickpipe.workflows.contract.RetentionActivities;
import dev.clickpipe.workflows.contract.ServiceActivities;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The activities of a control worker, by the names that {@link TemporalProperties} registers. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionBeans.class)
class ControlBeans {
    @Bean
    PreflightActivities preflightActivities(SourceConnections sources, ClickHouse clickHouse, WorkflowClient client) {
        return new SourceAndDestinationChecks(sources, clickHouse, new OpenPipes(client));
    }

    @Bean
    RetentionActivities retentionActivities(SourceConnections sources) {
        return new PositionWatch(sources);
    }

    @Bean
    ServiceActivities serviceActivities(WorkflowClient client) {
        return new ServiceLiaison(client);
    }

    @Bean
    WorkerSupervision provisionerActivities(WorkerSettings settings, WorkerRole.Control role) {
        return new WorkerSupervision(switch (settings.provisioner()) {
            case SHARED -> new SharedProvisioner();
            case PROCESS -> new ProcessProvisioner(
                    WorkerCommand.ofThisProgram(settings.serviceWorkerOptions(), role.configurationFile()),
                    settings.faults());
        });
    }
}
