package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.Map;

/** Error codes of ClickHouse. Source: src/Common/ErrorCodes.cpp of the server. */
final class DestinationErrors {
    private static final CodedError UNEXPECTED = new CodedError(ErrorKind.DEFECT,
            "ClickHouse answered with an error",
            "Read ClickHouse's message; if it makes no sense, please report it with the worker's log.");
    private static final CodedError UNREACHABLE = new CodedError(ErrorKind.DESTINATION_UNREACHABLE,
            "ClickHouse cannot be reached", "Check CLICKPIPE_CLICKHOUSE_URL and that the server runs.");

    private static final Map<Integer, CodedError> BY_CODE = CodedError.byCode(
            new CodedError(ErrorKind.DESTINATION_ACCESS_DENIED, "ClickHouse refused the user",
                    "Check CLICKPIPE_CLICKHOUSE_USER and its password, and grant it"
                            + " SELECT, INSERT, CREATE TABLE, ALTER TABLE, DROP TABLE on the destination database.")
                    .at(164, 192, 193, 194, 195, 497, 516),
            new CodedError(ErrorKind.DESTINATION_CHANGED,
                    "The destination table is not as the pipe made it",
                    "Undo the change at the destination, or delete the pipe and its destination tables and create the"
                            + " pipe again.")
                    .at(6, 8, 10, 16, 20, 26, 27, 33, 36, 44, 47, 48, 53, 57, 60, 70, 72, 81, 117, 131, 218, 349, 469),
            new CodedError(ErrorKind.DESTINATION_BUSY, "ClickHouse is busy",
                    "It is tried again; check ClickHouse's memory, disk, merges and replicas when it stays.").at(158,
                            159,
                            160, 201, 202, 203, 225, 236, 241, 242, 243, 252, 285, 286, 289, 290, 305, 307, 319, 394,
                            396,
                            410, 416,
                            439, 473, 499, 573, 606, 645, 668, 735, 745, 999),
            UNREACHABLE.at(0, 198, 209, 210, 279, 519));

    private DestinationErrors() {}

    static CodedError byCode(int code) {
        return BY_CODE.getOrDefault(code, UNEXPECTED);
    }
}
