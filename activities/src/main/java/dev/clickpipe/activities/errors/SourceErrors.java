package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Error codes of MySQL and MariaDB.
 *
 * <p>Sources of the names: MySQL 9's share/messages_to_clients.txt and include/errmsg.h, MariaDB's
 * sql/share/errmsg-utf8.txt.
 */
final class SourceErrors {
    static final int FATAL_READING_BINLOG = 1236;

    private static final KnownError UNREACHABLE = new KnownError(ErrorKind.SOURCE_UNREACHABLE,
            "The source ended the connection or did not answer",
            "Check host and port of the source, its network, that it runs and that nobody kills its connections.");
    static final KnownError DENIED = new KnownError(ErrorKind.SOURCE_ACCESS_DENIED,
            "The source refused the user", "Check source.mysql.credentials and the user's privileges:"
                    + " SELECT on the tables, REPLICATION SLAVE and REPLICATION CLIENT.");
    private static final KnownError UNEXPECTED = new KnownError(ErrorKind.DEFECT, "The source answered with an error",
            "Read the source's message; if it makes no sense, please report it with the worker's log.");
    /** The driver would not send a password over a connection whose certificate it cannot verify. */
    static final KnownError CERTIFICATE = new KnownError(ErrorKind.SOURCE_MISCONFIGURED,
            "The source's TLS certificate was not accepted",
            "Set source.mysql.caCertificate to the authority that signed it and source.mysql.tlsHost to the name it"
                    + " carries, or source.mysql.skipCertVerification.");

    static final ConnectionErrors CONNECTION = new ConnectionErrors(ErrorKind.SOURCE_UNREACHABLE, "The source",
            "source.mysql.host and source.mysql.port", "Check which TLS versions the source takes.");

    static final CodeTable CODES = new CodeTable(
            DENIED.at("""
                    1044 ER_DBACCESS_DENIED_ERROR
                    1045 ER_ACCESS_DENIED_ERROR
                    1141 ER_NONEXISTING_GRANT
                    1142 ER_TABLEACCESS_DENIED_ERROR
                    1143 ER_COLUMNACCESS_DENIED_ERROR
                    1227 ER_SPECIFIC_ACCESS_DENIED_ERROR
                    1370 ER_PROCACCESS_DENIED_ERROR
                    1698 ER_ACCESS_DENIED_NO_PASSWORD_ERROR
                    1873 ER_ACCESS_DENIED_CHANGE_USER_ERROR
                    3879 ER_DB_ACCESS_DENIED MySQL"""),
            new KnownError(ErrorKind.SOURCE_ACCESS_DENIED, "The source does not let the worker's host in",
                    "CREATE USER … @ the address of the worker's machine, as the message quotes it, and grant it the"
                            + " same.")
                    .at("""
                            1130 ER_HOST_NOT_PRIVILEGED"""),
            new KnownError(ErrorKind.SOURCE_ACCESS_DENIED, "The source's account is locked or its password has expired",
                    "ALTER USER … ACCOUNT UNLOCK; or set a new password, at the source and with a PATCH of"
                            + " source.mysql.credentials.")
                    .at("""
                            1820 ER_MUST_CHANGE_PASSWORD
                            1862 ER_MUST_CHANGE_PASSWORD_LOGIN
                            3118 ER_ACCOUNT_HAS_BEEN_LOCKED MySQL
                            3955 ER_USER_ACCESS_DENIED_FOR_USER_ACCOUNT_BLOCKED_BY_PASSWORD_LOCK MySQL
                            4151 ER_ACCOUNT_HAS_BEEN_LOCKED MariaDB"""),
            new KnownError(ErrorKind.SOURCE_ACCESS_DENIED,
                    "The source's account uses an authentication that does not work here",
                    "Give the user caching_sha2_password (MySQL), mysql_native_password or ed25519 (MariaDB).").at("""
                            1251 ER_NOT_SUPPORTED_AUTH_MODE
                            1275 ER_SERVER_IS_IN_SECURE_AUTH_MODE MariaDB
                            1524 ER_PLUGIN_IS_NOT_LOADED"""),
            new KnownError(ErrorKind.SOURCE_MISCONFIGURED, "The source takes encrypted connections only",
                    "Set source.mysql.disableTls to false.").at("""
                            3159 ER_SECURE_TRANSPORT_REQUIRED MySQL"""),
            DumpRefusals.NO_BINLOG.at("""
                    1193 ER_UNKNOWN_SYSTEM_VARIABLE
                    1381 ER_NO_BINARY_LOGGING
                    1777 ER_AUTO_POSITION_REQUIRES_GTID_MODE_NOT_OFF MySQL"""),
            new KnownError(ErrorKind.SOURCE_MISCONFIGURED, "A row is larger than the source sends",
                    "SET GLOBAL max_allowed_packet = 1073741824; on the source.").at("""
                            1153 ER_NET_PACKET_TOO_LARGE
                            2020 CR_NET_PACKET_TOO_LARGE client"""),
            DumpRefusals.SERVER_ID_TAKEN.at("""
                    4052 ER_SLAVE_SAME_ID MariaDB"""),
            new KnownError(ErrorKind.TABLE_MISSING, "The table is not there",
                    "Create it again, or drop it from the pipe; then retry the table, or resync the pipe if it is Failed.")
                    .at("""
                            1049 ER_BAD_DB_ERROR
                            1051 ER_BAD_TABLE_ERROR
                            1109 ER_UNKNOWN_TABLE
                            1146 ER_NO_SUCH_TABLE
                            1347 ER_WRONG_OBJECT"""),
            new KnownError(ErrorKind.TABLE_MISSING, "The source cannot read its table",
                    "CHECK TABLE and REPAIR TABLE at the source, or restore it, or drop it from the pipe; then retry the"
                            + " table, or resync the pipe if it is Failed.")
                    .at("""
                            1034 ER_NOT_KEYFILE
                            1194 ER_CRASHED_ON_USAGE
                            1195 ER_CRASHED_ON_REPAIR
                            1812 ER_TABLESPACE_MISSING
                            1877 ER_TABLE_CORRUPT
                            1932 ER_NO_SUCH_TABLE_IN_ENGINE MariaDB"""),
            new KnownError(ErrorKind.SCHEMA_CHANGED, "The table's definition has changed",
                    "Retry the table, or resync the pipe if it is Failed: it is loaded again as it is now.").at("""
                            1054 ER_BAD_FIELD_ERROR
                            1072 ER_KEY_COLUMN_DOES_NOT_EXITS
                            1176 ER_KEY_DOES_NOT_EXITS
                            1412 ER_TABLE_DEF_CHANGED"""),
            DumpRefusals.PURGED.at("""
                    1236 ER_SOURCE_FATAL_ERROR_READING_BINLOG
                    1373 ER_UNKNOWN_TARGET_BINLOG
                    1789 ER_SOURCE_HAS_PURGED_REQUIRED_GTIDS
                    1945 ER_GTID_POSITION_NOT_FOUND_IN_BINLOG MariaDB
                    1955 ER_GTID_POSITION_NOT_FOUND_IN_BINLOG2 MariaDB"""),
            DumpRefusals.LACKS_TRANSACTIONS.at("""
                    1885 ER_REPLICA_HAS_MORE_GTIDS_THAN_SOURCE MySQL"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "The source has no connection free for the user",
                    "It is tried again; raise max_connections, the user's MAX_USER_CONNECTIONS or other limits.").at("""
                            1040 ER_CON_COUNT_ERROR
                            1203 ER_TOO_MANY_USER_CONNECTIONS
                            1226 ER_USER_LIMIT_REACHED
                            1461 ER_MAX_PREPARED_STMT_COUNT_REACHED
                            4081 ER_DA_GLOBAL_CONN_LIMIT MySQL
                            4082 ER_DA_CONN_LIMIT MySQL"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "The source has blocked the worker's host",
                    "Run FLUSH HOSTS (MariaDB) or TRUNCATE TABLE performance_schema.host_cache (MySQL), and look for what"
                            + " broke so many connections.")
                    .at("""
                            1129 ER_HOST_IS_BLOCKED"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "The source is short of memory, threads or disk",
                    "It is tried again; free what the message names.").at("""
                            1021 ER_DISK_FULL MariaDB
                            1037 ER_OUTOFMEMORY
                            1038 ER_OUT_OF_SORTMEMORY
                            1041 ER_OUT_OF_RESOURCES
                            1114 ER_RECORD_FILE_FULL
                            1135 ER_CANT_CREATE_THREAD
                            1206 ER_LOCK_TABLE_FULL
                            1637 ER_TOO_MANY_CONCURRENT_TRXS
                            3170 ER_CAPACITY_EXCEEDED MySQL"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "A lock at the source was in the way",
                    "It is tried again; when it stays, look for long transactions and locks of tables at the source.")
                    .at("""
                            1205 ER_LOCK_WAIT_TIMEOUT
                            1213 ER_LOCK_DEADLOCK
                            1615 ER_NEED_REPREPARE
                            3572 ER_LOCK_NOWAIT MySQL"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "The source ended the statement",
                    "It is tried again; when it stays, see who kills it, or raise the user's max_execution_time (MySQL),"
                            + " max_statement_time (MariaDB).")
                    .at("""
                            1317 ER_QUERY_INTERRUPTED
                            1969 ER_STATEMENT_TIMEOUT MariaDB
                            3024 ER_QUERY_TIMEOUT MySQL"""),
            new KnownError(ErrorKind.SOURCE_UNREACHABLE, "The source is read-only, offline or not ready",
                    "It is tried again; when it stays, take it out of that mode or point the pipe's host elsewhere.")
                    .at("""
                            1047 ER_UNKNOWN_COM_ERROR
                            1290 ER_OPTION_PREVENTS_STATEMENT
                            1836 ER_READ_ONLY_MODE
                            3032 ER_SERVER_OFFLINE_MODE MySQL
                            3168 ER_SERVER_ISNT_AVAILABLE MySQL"""),
            UNREACHABLE.at("""
                    1042 ER_BAD_HOST_ERROR
                    1043 ER_HANDSHAKE_ERROR
                    1053 ER_SERVER_SHUTDOWN
                    1077 ER_NORMAL_SHUTDOWN MariaDB
                    1078 ER_GOT_SIGNAL MariaDB
                    1079 ER_SHUTDOWN_COMPLETE
                    1080 ER_FORCING_CLOSE
                    1152 ER_ABORTING_CONNECTION
                    1154 ER_NET_READ_ERROR_FROM_PIPE
                    1156 ER_NET_PACKETS_OUT_OF_ORDER
                    1157 ER_NET_UNCOMPRESS_ERROR
                    1158 ER_NET_READ_ERROR
                    1159 ER_NET_READ_INTERRUPTED
                    1160 ER_NET_ERROR_ON_WRITE
                    1161 ER_NET_WRITE_INTERRUPTED
                    1184 ER_NEW_ABORTING_CONNECTION
                    1189 ER_SOURCE_NET_READ MySQL
                    1190 ER_SOURCE_NET_WRITE MySQL
                    1218 ER_CONNECT_TO_SOURCE MySQL
                    1927 ER_CONNECTION_KILLED MariaDB
                    2002 CR_CONNECTION_ERROR client
                    2003 CR_CONN_HOST_ERROR client
                    2004 CR_IPSOCK_ERROR client
                    2005 CR_UNKNOWN_HOST client
                    2006 CR_SERVER_GONE_ERROR client
                    2012 CR_SERVER_HANDSHAKE_ERR client
                    2013 CR_SERVER_LOST client
                    2026 CR_SSL_CONNECTION_ERROR client
                    2055 CR_SERVER_LOST_EXTENDED client
                    3169 ER_SESSION_WAS_KILLED MySQL
                    4031 ER_CLIENT_INTERACTION_TIMEOUT MySQL"""));

    /** Where the code says nothing, the first two characters of the SQLSTATE do: the driver's own errors have no code. */
    static final List<StateClass> STATE_CLASSES = List.of(new StateClass("08", UNREACHABLE),
            new StateClass("70", UNREACHABLE), new StateClass("28", DENIED));

    private SourceErrors() {}

    /** A class of SQLSTATEs and what it means. */
    record StateClass(String prefix, KnownError error) {}

    /** By code; 1236, which has many reasons, by its text too. */
    static @Nullable KnownError byCode(int code, @Nullable String message) {
        return code == FATAL_READING_BINLOG ? DumpRefusals.byText(String.valueOf(message)) : CODES.find(code);
    }

    static KnownError byState(@Nullable String sqlState) {
        for (StateClass known : STATE_CLASSES) {
            if (sqlState != null && sqlState.length() == 5 && sqlState.startsWith(known.prefix())) {
                return known.error();
            }
        }
        return UNEXPECTED;
    }
}
