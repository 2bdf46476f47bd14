package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.contract.ReadinessActivities;

/** Answers, and that is all: an answer shows a worker that lives. */
final class ReadinessActivitiesImpl implements ReadinessActivities {
    @Override
    public void answer() {
        // Being taken from the task queue is the answer.
    }
}
