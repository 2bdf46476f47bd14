package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The checks before a pipe is created or tables are added to it, for an API that opens no database connection. */
@WorkflowInterface
public interface PreflightWorkflow {
    /**
     * Runs the checks once.
     *
     * @param added whether the tables join a pipe that there is; false where it is left out
     */
    @WorkflowMethod(name = "PreflightWorkflow")
    PreflightReport check(PipeConfiguration configuration, boolean added);
}
