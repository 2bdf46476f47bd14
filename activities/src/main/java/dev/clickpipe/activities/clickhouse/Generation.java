package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.types.RowLayout;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The column that one appended table alone has. It is EPHEMERAL: nothing is stored, but an insert that lists it fails in
 * every other table, also in the one that takes this one's name before a late insert arrives.
 */
public final class Generation {
    private static final String PREFIX = RowLayout.RESERVED_PREFIX + "generation_";
    /** Milliseconds since 1970 until the year 2527. */
    private static final int STAMP_DIGITS = 11;

    private Generation() {}

    /** A name that no table has yet. */
    public static String fresh() {
        return PREFIX + random();
    }

    /**
     * The same for a table that an attempt makes beside others of its kind.
     *
     * @param attempt when it was scheduled: the name begins with it, so that of two tables it is known which is the later
     * attempt's
     */
    public static String fresh(Instant attempt) {
        return PREFIX + HexFormat.of().toHexDigits(attempt.toEpochMilli(), STAMP_DIGITS) + "_" + random();
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** What tells it from others. */
    public static String digits(String generation) {
        return generation.substring(PREFIX.length());
    }

    /** The one of a table; empty for a table that is not appended. */
    public static Optional<String> among(List<ExistingColumn> columns) {
        return columns.stream().map(ExistingColumn::name).filter(name -> name.startsWith(PREFIX)).findFirst();
    }

    /** How CREATE TABLE declares it. */
    static TableSpecification.Column column(String generation) {
        return new TableSpecification.Column(generation, "UInt8 EPHEMERAL", "");
    }
}
