package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The checks before a pipe is created, for an API that opens no database connection. */
@WorkflowInterface
public interface PreflightWorkflow {
    /** Runs the checks once. */
    @WorkflowMethod(name = "PreflightWorkflow")
    PreflightReport check(PipeConfiguration configuration);
}
