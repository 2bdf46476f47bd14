package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.pipe.JournalEntry;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened lately: kept for people, written to the log as well. */
public final class Journal {
    /** Some kilobytes in describe and in what one run hands to the next. */
    static final int LIMIT = 50;

    private final Deque<JournalEntry> entries;

    Journal(List<JournalEntry> earlier) {
        entries = new ArrayDeque<>(earlier);
    }

    /** Adds a sentence. */
    public void note(String sentence) {
        Workflow.getLogger(Journal.class).info(sentence);
        entries.add(new JournalEntry(Instant.ofEpochMilli(Workflow.currentTimeMillis()), sentence));
        while (entries.size() > LIMIT) {
            entries.removeFirst();
        }
    }

    /** Oldest first. */
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }
}
