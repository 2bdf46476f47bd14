package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.secrets.SecretOpener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two ends of every pipe. */
@Configuration(proxyBeanMethods = false)
class ConnectionBeans {
    @Bean
    SourceConnections sourceConnections(WorkerSettings settings) {
        return new SourceConnections(SecretOpener.fromText(settings.sealPrivateKeys()));
    }

    @Bean(destroyMethod = "close")
    ClickHouse clickHouse(WorkerSettings settings) {
        return new ClickHouse(settings.clickhouse());
    }
}
