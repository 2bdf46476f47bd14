package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.retention.ChosenStart;
import dev.clickpipe.workflows.contract.StartPositionRules;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether the source can be followed from where a person wants a pipe to begin; looks as set-up does. */
final class StartChecks {
    private StartChecks() {}

    /** To be asked where the binlog can be followed at all: what else is wrong is told already. */
    static void check(Connection connection, PipeConfiguration configuration, SourceConnections sources,
            Findings findings) {
        Coordinates start = configuration.replication().start();
        if (start == null
                || !StartPositionRules.findings(configuration.replication(), configuration.source().type()).isEmpty()) {
            return;
        }
        try {
            var _ = ChosenStart.find(connection, configuration.source(), sources, start, 1);
        } catch (SQLException | RuntimeException failure) {
            findings.failure(StartPositionRules.FIELD, start.text(), ErrorClassifier.errorOf(failure, null));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            findings.failure(StartPositionRules.FIELD, start.text(), ErrorClassifier.errorOf(stopped, null));
        }
    }
}
