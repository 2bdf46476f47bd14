package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Error codes of MySQL and MariaDB.
 *
 * <p>Sources: MySQL Server Error Message Reference (dev.mysql.com/doc/mysql-errors), MariaDB Error Code Reference
 * (mariadb.com/kb/en/mariadb-error-code-reference). 1236 has several causes that only its text tells apart, so it is
 * the position by default, and the stream asks the server's facts before it believes that.
 */
final class SourceErrors {
    static final int ACCESS_DENIED = 1045;

    private static final CodedError UNREACHABLE = new CodedError(ErrorKind.SOURCE_UNREACHABLE,
            "The source did not answer", "Check host and port of the source, its network and that it runs.");
    private static final CodedError DENIED = new CodedError(ErrorKind.SOURCE_ACCESS_DENIED,
            "The source refused the user", "Check source.mysql.credentials and the user's privileges:"
                    + " SELECT on the tables, REPLICATION SLAVE and REPLICATION CLIENT.");
    private static final CodedError UNEXPECTED = new CodedError(ErrorKind.DEFECT, "The source answered with an error",
            "Read the source's message; if it makes no sense, please report it with the worker's log.");

    private static final Map<Integer, CodedError> BY_CODE = CodedError.byCode(
            DENIED.at(1044, ACCESS_DENIED, 1130, 1141, 1142, 1143, 1227, 1251, 1275, 1370, 1524, 1698, 1820,
                    1862, 1873, 3118, 3955, 4151),
            new CodedError(ErrorKind.SOURCE_MISCONFIGURED, "The source takes encrypted connections only",
                    "Set source.mysql.disableTls to false.").at(3159),
            new CodedError(ErrorKind.SOURCE_MISCONFIGURED, "The source does not write a usable binlog",
                    "Set log_bin=ON, binlog_format=ROW, binlog_row_image=FULL and, on MySQL, gtid_mode=ON.").at(1193,
                            1381, 1777),
            new CodedError(ErrorKind.TABLE_MISSING, "The table is not there",
                    "Create it again, or delete the pipe and create one without it.").at(1049, 1051, 1109, 1146, 1347,
                            1812, 1932),
            new CodedError(ErrorKind.SCHEMA_CHANGED, "The table's definition has changed",
                    "Delete the pipe and its destination tables and create the pipe again.").at(1054, 1072, 1176, 1412),
            new CodedError(ErrorKind.POSITION_PURGED,
                    "The source no longer has the binlog at the pipe's position",
                    "Delete the pipe and its destination tables and create the pipe again; keep the binlog longer.")
                    .at(1236, 1373, 1789, 1955),
            new CodedError(ErrorKind.SOURCE_UNREACHABLE, "The source is busy",
                    "It is tried again; check the source's load, locks and limits when it stays.").at(3, 1021, 1037,
                            1038, 1040, 1041, 1078, 1129, 1135, 1203, 1205, 1206, 1213, 1226, 1290, 1836, 1969, 3024,
                            3032,
                            3169, 3572),
            UNREACHABLE.at(1042, 1043, 1053, 1077, 1079, 1080, 1152, 1154, 1156, 1157, 1158, 1159, 1160, 1161,
                    1184, 1189, 1190, 1218, 1317, 1927, 2002, 2003, 2004, 2005, 2006, 2012, 2013, 2024, 2026, 2055,
                    4031),
            new CodedError(ErrorKind.SOURCE_CHANGED, "The source lacks transactions that the pipe applied",
                    "Delete the pipe and its destination tables and create the pipe again.").at(1885));

    private SourceErrors() {}

    /** By code, else by class of the SQLSTATE: the driver's own errors have no code of the server. */
    static CodedError byCode(int code, @Nullable String sqlState) {
        CodedError known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        String stateClass = sqlState == null || sqlState.length() != 5 ? "" : sqlState.substring(0, 2);
        return switch (stateClass) {
            case "08", "70" -> UNREACHABLE;
            case "28" -> DENIED;
            default -> UNEXPECTED;
        };
    }
}
