package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.preflight.PreflightActivitiesImpl;
import dev.clickpipe.activities.retention.RetentionActivitiesImpl;
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
        return new PreflightActivitiesImpl(sources, clickHouse, new OpenWorkflows(client));
    }

    @Bean
    RetentionActivities retentionActivities(SourceConnections sources) {
        return new RetentionActivitiesImpl(sources);
    }

    @Bean
    ServiceActivities serviceActivities(WorkflowClient client) {
        return new ServiceActivitiesImpl(client);
    }

    @Bean
    ProvisionerActivitiesImpl provisionerActivities(WorkerSettings settings, WorkerRole.Control role) {
        return new ProvisionerActivitiesImpl(switch (settings.provisioner()) {
            case SHARED -> new SharedProvisioner();
            case PROCESS -> new ProcessProvisioner(
                    WorkerCommand.ofThisProgram(settings.serviceWorkerOptions(), role.configurationFile()),
                    settings.faults());
        });
    }
}
