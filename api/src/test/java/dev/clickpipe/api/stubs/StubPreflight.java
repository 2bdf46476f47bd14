package dev.clickpipe.api.stubs;

import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.pipe.PreflightWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Finds what the host's name tells it to find. */
public final class StubPreflight implements PreflightWorkflow {
    /** Two findings. */
    public static final String BROKEN_HOST = "broken.example";
    /** No answer in time. */
    public static final String SLOW_HOST = "slow.example";

    @Override
    public PreflightReport check(PipeConfiguration configuration, boolean added) {
        String host = configuration.source().host();
        if (host.equals(SLOW_HOST)) {
            Workflow.sleep(Duration.ofMinutes(1));
        }
        if (host.equals(BROKEN_HOST)) {
            return new PreflightReport(List.of(
                    new PreflightFinding("source.mysql.host", host, "nothing listens there on port 3306",
                            "check host, port and firewall"),
                    new PreflightFinding("binlog_format", "STATEMENT", "the binlog holds statements instead of rows",
                            "SET GLOBAL binlog_format = 'ROW'")),
                    List.of());
        }
        return new PreflightReport(List.of(), List.of());
    }
}
