package dev.clickpipe.deploy.bench;

import java.util.Locale;

/** What can be measured, in the order in which it is. */
enum Benchmark {
    PROVISIONING, LATENCY, MEMORY, GROWTH;

    /** Its name on the command line. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
