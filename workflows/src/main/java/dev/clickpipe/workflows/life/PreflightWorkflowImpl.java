package dev.clickpipe.workflows.life;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.pipe.PreflightWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/** Runs the checks once, for who creates a pipe or adds tables. */
public final class PreflightWorkflowImpl implements PreflightWorkflow {
    @Override
    public PreflightReport check(PipeConfiguration configuration, boolean added) {
        return ActivityStubs.checks().check(configuration, added);
    }
}
