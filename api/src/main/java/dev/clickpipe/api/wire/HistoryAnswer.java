package dev.clickpipe.api.wire;

import java.util.List;

/**
 * What happened to a pipe lately; beside the wire contract.
 *
 * @param live whether a worker told it; without one nothing is known
 * @param entries changes of state, requests and who asked, errors; newest last
 */
public record HistoryAnswer(boolean live, List<Entry> entries) {
    public HistoryAnswer {
        entries = List.copyOf(entries);
    }

    /**
     * Something that happened.
     *
     * @param at RFC 3339
     */
    public record Entry(String at, String sentence) {}
}
