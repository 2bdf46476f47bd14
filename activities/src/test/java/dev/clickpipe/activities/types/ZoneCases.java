package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.util.List;

/** Values around the hour that {@link ZoneWithGapAndFold} skips and the one that it repeats, and of now. */
final class ZoneCases {
    /** Of the sessions that write. In UTC and at +05:45 both of a repeated hour's instants can be written. */
    static final List<String> WRITERS = List.of("DEFAULT", "'+00:00'", "'+05:45'", "'-12:00'");

    private static final List<String> MOMENTS = List.of("'1970-01-02 00:00:00'", "'2024-03-31 00:59:59.999999'",
            "'2024-03-31 01:00:00'", "'2024-03-31 01:59:59.999999'", "'2024-03-31 02:00:00'",
            "'2024-03-31 02:30:00.5'", "'2024-03-31 03:00:00'", "'2024-10-27 00:30:00'", "'2024-10-27 01:30:00'",
            "'2024-10-27 02:00:00'", "'2024-10-27 02:30:00.000001'", "'2024-10-27 02:59:59.999999'",
            "'2024-10-27 03:00:00'", "'2024-10-27 06:15:00'", "'2024-10-27 07:15:00'", "'2038-01-18 00:00:00'",
            "CURRENT_TIMESTAMP(6)", "NULL");

    private ZoneCases() {}

    static List<TypeCase> all() {
        String moment = "DateTime64(6, 'UTC')";
        return List.of(new TypeCase("TIMESTAMP NULL", moment, MOMENTS),
                new TypeCase("TIMESTAMP(6) NULL", moment, MOMENTS), new TypeCase("DATETIME", moment, MOMENTS),
                new TypeCase("DATETIME(6)", moment, MOMENTS), new TypeCase("DATE", "Date32", MOMENTS),
                new TypeCase("TIME(6)", moment,
                        List.of("'02:30:00'", "'-02:30:00.000001'", "'838:59:59'", "CURRENT_TIME(6)", "NULL")),
                new TypeCase("YEAR", "Int16", List.of("2024", "1970", "YEAR(CURRENT_TIMESTAMP)", "NULL")));
    }
}
