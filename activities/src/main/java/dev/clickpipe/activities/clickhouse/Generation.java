package dev.clickpipe.activities.clickhouse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The column that one appended table alone has. It is EPHEMERAL: nothing is stored, but an insert that lists it fails in
 * every other table, also in the one that takes this one's name before a late insert arrives.
 */
public final class Generation {
    private static final String PREFIX = "_clickpipe_generation_";

    private Generation() {}

    /** A name that no table has yet. */
    public static String fresh() {
        return PREFIX + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The one of a table; empty for a table that is not appended. */
    public static Optional<String> among(List<DestinationColumn> columns) {
        return columns.stream().map(DestinationColumn::name).filter(name -> name.startsWith(PREFIX)).findFirst();
    }

    /** How CREATE TABLE declares it. */
    static TableSpecification.Column column(String generation) {
        return new TableSpecification.Column(generation, "UInt8 EPHEMERAL", "");
    }
}
