package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.contract.PreflightActivities;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The checks before a pipe is created, or tables are added to it: the mappings by themselves, then the source, then the
 * destination.
 */
public final class PreflightActivitiesImpl implements PreflightActivities {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final ActivePipes living;

    /** Looks at sources and at the service's destination. */
    public PreflightActivitiesImpl(SourceConnections sources, ClickHouse clickHouse, ActivePipes living) {
        this.living = living;
        this.sources = sources;
        this.clickHouse = clickHouse;
    }

    @Override
    public PreflightReport check(PipeConfiguration configuration, boolean added) {
        Findings findings = new Findings();
        MappingChecks.check(configuration, findings);
        Map<TableName, TableDefinition> definitions = checkSource(configuration, findings);
        try {
            new DestinationChecks(clickHouse, configuration, living, added, findings).check(definitions);
        } catch (RuntimeException failure) {
            findings.failure("destination.database", configuration.destinationDatabase(),
                    ErrorClassifier.errorOf(failure, null));
        }
        return findings.report();
    }

    private Map<TableName, TableDefinition> checkSource(PipeConfiguration configuration, Findings findings) {
        SourceConnection source = configuration.source();
        try (Connection connection = sources.openControl(source)) {
            if (new ServerChecks(connection, configuration, findings).check()) {
                StartChecks.check(connection, configuration, sources, findings);
            }
            return new SourceTableChecks(connection, configuration, findings).check();
        } catch (SQLException | RuntimeException failure) {
            PipeError error = ErrorClassifier.errorOf(failure, null);
            switch (error.kind()) {
                case SOURCE_ACCESS_DENIED, SECRET_UNREADABLE -> findings.failure("source.mysql.credentials",
                        source.username(), error);
                default -> findings.failure("source.mysql.host", source.host() + ":" + source.port(), error);
            }
            return Map.of();
        }
    }
}
