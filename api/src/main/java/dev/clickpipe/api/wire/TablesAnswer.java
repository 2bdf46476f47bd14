package dev.clickpipe.api.wire;

import java.util.List;

/**
 * The tables of a pipe as {@code progress} shows them; beside the wire contract.
 *
 * @param live whether a worker told it
 */
public record TablesAnswer(boolean live, List<ProgressAnswer.Table> tables) {
    public TablesAnswer {
        tables = List.copyOf(tables);
    }

    /** The part of a pipe's progress that is about tables. */
    public static TablesAnswer of(ProgressAnswer progress) {
        return new TablesAnswer(progress.live(), progress.tables());
    }
}
