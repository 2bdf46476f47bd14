package dev.clickpipe.activities.reload;

import dev.clickpipe.activities.clickhouse.DestinationTable;

/** The name of a table that stood where another one stands now. */
final class ReplacedTableName {
    private static final String REPLACED = "_replaced_";
    private static final int DIGITS = 8;

    private ReplacedTableName() {}

    /** With the first digits of its UUID, so that each has a name of its own. */
    static String of(String target, DestinationTable replaced) {
        return beginning(target) + replaced.uuid().substring(0, DIGITS);
    }

    /** What all that stood there begin with. */
    static String beginning(String target) {
        return target + REPLACED;
    }
}
