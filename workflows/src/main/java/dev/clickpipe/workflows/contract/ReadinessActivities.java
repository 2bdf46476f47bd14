package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Shows that a worker of the service answers: pollers stay listed for minutes after their death, an answer does not. */
@ActivityInterface(namePrefix = "")
public interface ReadinessActivities {
    /** Comes back as soon as a worker of the task queue takes it. */
    @ActivityMethod(name = "AnswerReady")
    void answer();
}
