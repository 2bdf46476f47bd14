package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** What happened lately: kept for people, written to the log as well. */
public final class EventLog {
    /** Some kilobytes in describe and in what one run hands to the next. */
    static final int LIMIT = 50;

    private final Deque<EventLogEntry> entries;
    private final Supplier<PipeConfiguration> pipe;

    /** @param pipe whose name may change */
    EventLog(List<EventLogEntry> earlier, Supplier<PipeConfiguration> pipe) {
        entries = new ArrayDeque<>(earlier);
        this.pipe = pipe;
    }

    /** Adds a sentence. */
    public void note(String sentence) {
        log(sentence);
        entries.add(new EventLogEntry(Instant.ofEpochMilli(Workflow.currentTimeMillis()), sentence));
        while (entries.size() > LIMIT) {
            entries.removeFirst();
        }
    }

    private void log(String sentence) {
        PipeConfiguration configuration = pipe.get();
        try (MDC.MDCCloseable _ = MDC.putCloseable("pipe", configuration.name());
                MDC.MDCCloseable _ = MDC.putCloseable("pipeId", configuration.pipeId().toString())) {
            Workflow.getLogger(EventLog.class).info(sentence);
        }
    }

    /** Oldest first. */
    public List<EventLogEntry> entries() {
        return List.copyOf(entries);
    }
}
