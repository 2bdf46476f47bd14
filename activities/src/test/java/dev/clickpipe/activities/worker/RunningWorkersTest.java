package dev.clickpipe.activities.worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one class have the same workers. */
abstract class RunningWorkersTest {
    static RunningWorkers workers;

    @BeforeAll
    static void startWorkers() {
        workers = new RunningWorkers();
    }

    @AfterAll
    static void stopWorkers() {
        workers.close();
    }
}
