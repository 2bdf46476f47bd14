package dev.clickpipe.deploy.view;

import java.util.List;
import java.util.OptionalLong;

/**
 * What there is to see at one moment.
 *
 * @param heading the pipe's name
 * @param state its state, as the wire contract spells it
 * @param tables one row per table
 * @param changesPerSecond changes applied at the destination
 * @param lagMilliseconds how far it is behind; empty while not known
 * @param sourceRows rows at the source; empty while not counted
 * @param destinationRows rows at the destination, deleted ones left out; empty while not counted
 * @param footer lines that stay: addresses, a query to copy
 */
public record Picture(String heading, String state, String sentence, List<TableLine> tables, double changesPerSecond,
        OptionalLong lagMilliseconds, OptionalLong sourceRows, OptionalLong destinationRows, List<String> footer) {
    public Picture {
        tables = List.copyOf(tables);
        footer = List.copyOf(footer);
    }

    /**
     * One table.
     *
     * @param done from 0 to 1; less than 0 while not known
     * @param rowsPerSecond loaded now
     * @param secondsLeft of the snapshot; empty when it is done or not known
     * @param changes applied since the pipe runs
     */
    public record TableLine(String name, long rows, double done, double rowsPerSecond, OptionalLong secondsLeft,
            long changes) {}
}
