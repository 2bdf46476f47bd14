package dev.clickpipe.workflows.memory;

import io.temporal.workflow.Workflow;

/**
 * What a run does otherwise than one that began before this was so. Decided by its first task, because a replay may ask
 * elsewhere than the first time when requests arrive in between.
 *
 * @param dropsBeside whether what reloads leave is dropped by a call of its own, beside the stream
 * @param looksAfterPosition whether a paused pipe looks whether its position is still there
 * @param waitsAcrossRuns whether a pipe that is Completed or Failed continues as new
 * @param loadsWithoutOne whether a table that cannot be loaded keeps no other from being loaded
 * @param hastens whether a lease that is cancelled is asked to heartbeat, which is how it hears of that
 * @param answersFirst whether all answers are given before a new run goes on
 * @param loadsBelowStream whether loaded rows have a version just below what is streamed behind them; once it was the lowest
 * @param dropsLoadTables whether a pipe that is deleted while it loads drops what took no place yet
 * @param endsExchanges whether changes wait until tables on their way into their places are there
 * @param looksBeforeSetup whether set-up looks where the source is before it reads definitions, so that no statement comes
 * unseen in between, and what tables that join were before does not concern them
 * @param degradesUnfollowed whether a pipe that follows nothing is Degraded while a table of it failed; it was Completed
 * @param claimsTargets whether the destination tables of added tables are claimed with the service before the pipe has them
 * @param joinsEachRun whether each run joins the service, which may have been terminated and know nothing of the pipe
 */
public record RunVersions(boolean dropsBeside, boolean looksAfterPosition, boolean waitsAcrossRuns,
        boolean loadsWithoutOne, boolean hastens, boolean answersFirst, boolean loadsBelowStream,
        boolean dropsLoadTables, boolean endsExchanges, boolean looksBeforeSetup, boolean degradesUnfollowed,
        boolean claimsTargets, boolean joinsEachRun) {
    /** As runs did that had not decided anything. */
    static final RunVersions FIRST = new RunVersions(false, false, false, false, false, false, false, false, false,
            false, false, false, false);

    static RunVersions decide() {
        return new RunVersions(does("what reloads leave is dropped beside the stream"),
                does("a paused pipe looks after its position"), does("a pipe that waits goes on as a new run"),
                does("the others are loaded without a table"), does("a cancelled lease is told to beat"),
                does("answers are given before a new run"), does("loaded rows stand just below the stream"),
                does("load tables go with the pipe"),
                does("changes wait for an exchange"), does("set-up looks where the source is first"),
                does("a pipe that follows nothing is degraded by a table"),
                does("targets of added tables are claimed"), does("each run joins the service"));
    }

    private static boolean does(String change) {
        return Workflow.getVersion(change, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
    }
}
