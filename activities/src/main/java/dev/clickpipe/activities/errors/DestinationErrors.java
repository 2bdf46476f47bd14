package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;

/** Error codes of ClickHouse. Source: src/Common/ErrorCodes.cpp of the server. */
final class DestinationErrors {
    static final KnownError UNEXPECTED = new KnownError(ErrorKind.DEFECT, "ClickHouse answered with an error",
            "Read ClickHouse's message; if it makes no sense, please report it with the worker's log.");
    static final KnownError UNREACHABLE = new KnownError(ErrorKind.DESTINATION_UNREACHABLE,
            "ClickHouse cannot be reached", "Check CLICKPIPE_CLICKHOUSE_URL and that the server runs.");

    static final ConnectionErrors CONNECTION = new ConnectionErrors(ErrorKind.DESTINATION_UNREACHABLE, "ClickHouse",
            "CLICKPIPE_CLICKHOUSE_URL", "Check CLICKPIPE_CLICKHOUSE_URL, and give the worker's Java the authority that"
                    + " signed ClickHouse's certificate (-Djavax.net.ssl.trustStore).");

    static final CodeTable CODES = new CodeTable(
            new KnownError(ErrorKind.DESTINATION_ACCESS_DENIED, "ClickHouse refused the user",
                    "Check CLICKPIPE_CLICKHOUSE_USER and its password, and grant it"
                            + " SELECT, INSERT, CREATE TABLE, ALTER TABLE, DROP TABLE on the destination database.")
                    .at(
                            """
                                    164 READONLY
                                    192 UNKNOWN_USER
                                    193 WRONG_PASSWORD
                                    194 REQUIRED_PASSWORD
                                    195 IP_ADDRESS_NOT_ALLOWED
                                    291 DATABASE_ACCESS_DENIED
                                    497 ACCESS_DENIED
                                    516 AUTHENTICATION_FAILED
                                    720 USER_EXPIRED
                                    767 REQUIRED_SECOND_FACTOR"""),
            new KnownError(ErrorKind.DESTINATION_ACCESS_DENIED, "ClickHouse does not let the user change a setting",
                    "Take the constraint of the setting that the message names out of the user's settings profile.").at(
                            """
                                    452 SETTING_CONSTRAINT_VIOLATION
                                    472 READONLY_SETTING"""),
            new KnownError(ErrorKind.DESTINATION_CHANGED,
                    "The destination table is not as the pipe made it",
                    "Undo the change at the destination; then retry the table, or resync the pipe if it is Failed.")
                    .at("""
                            6 CANNOT_PARSE_TEXT
                            7 INCORRECT_NUMBER_OF_COLUMNS
                            8 THERE_IS_NO_COLUMN
                            10 NOT_FOUND_COLUMN_IN_BLOCK
                            16 NO_SUCH_COLUMN_IN_TABLE
                            20 NUMBER_OF_COLUMNS_DOESNT_MATCH
                            26 CANNOT_PARSE_QUOTED_STRING
                            27 CANNOT_PARSE_INPUT_ASSERTION_FAILED
                            33 CANNOT_READ_ALL_DATA
                            36 BAD_ARGUMENTS
                            44 ILLEGAL_COLUMN
                            47 UNKNOWN_IDENTIFIER
                            48 NOT_IMPLEMENTED
                            53 TYPE_MISMATCH
                            57 TABLE_ALREADY_EXISTS
                            60 UNKNOWN_TABLE
                            70 CANNOT_CONVERT_TYPE
                            72 CANNOT_PARSE_NUMBER
                            81 UNKNOWN_DATABASE
                            117 INCORRECT_DATA
                            122 INCOMPATIBLE_COLUMNS
                            131 TOO_LARGE_STRING_SIZE
                            218 TABLE_IS_DROPPED
                            349 CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
                            469 VIOLATED_CONSTRAINT
                            741 TABLE_UUID_MISMATCH
                            774 TABLE_IS_PERMANENTLY_READ_ONLY"""),
            new KnownError(ErrorKind.DESTINATION_CHANGED,
                    "One insert would make parts in more partitions than ClickHouse allows",
                    "Make the destination table's PARTITION BY coarser, or raise max_partitions_per_insert_block for the"
                            + " user.")
                    .at("""
                            565 TOO_MANY_PARTITIONS"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "The destination table has too many parts",
                    "It is tried again; raise source.mysql.settings.syncIntervalSeconds, and see in system.merges why"
                            + " merges do not keep up.")
                    .at("""
                            252 TOO_MANY_PARTS
                            692 TOO_MANY_MUTATIONS"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse is short of memory",
                    "It is tried again; lower source.mysql.settings.pullBatchSize and initialLoadParallelism, or raise"
                            + " ClickHouse's limits.")
                    .at("""
                            173 CANNOT_ALLOCATE_MEMORY
                            241 MEMORY_LIMIT_EXCEEDED
                            777 MEMORY_RESERVATION_KILLED
                            778 MEMORY_RESERVATION_FAILED"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse's disk is full or does not work",
                    "It is tried again; free space on ClickHouse's disks, or see its log for what the disk said.")
                    .at("""
                            74 CANNOT_READ_FROM_FILE_DESCRIPTOR
                            75 CANNOT_WRITE_TO_FILE_DESCRIPTOR
                            76 CANNOT_OPEN_FILE
                            204 CANNOT_FSYNC
                            243 NOT_ENOUGH_SPACE
                            425 SYSTEM_ERROR"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse's object storage does not work",
                    "It is tried again; check the storage behind ClickHouse and its credentials.").at("""
                            499 S3_ERROR
                            693 AWS_ERROR
                            707 GCP_ERROR
                            900 DISTRIBUTED_CACHE_ERROR
                            901 CANNOT_USE_DISTRIBUTED_CACHE"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse's replicas or its Keeper are not ready",
                    "It is tried again; check ClickHouse Keeper, and system.replicas for replicas that are read-only or"
                            + " behind.")
                    .at("""
                            225 NO_ZOOKEEPER
                            242 TABLE_IS_READ_ONLY
                            244 UNEXPECTED_ZOOKEEPER_ERROR
                            254 NO_ACTIVE_REPLICAS
                            265 NO_AVAILABLE_REPLICA
                            285 TOO_FEW_LIVE_REPLICAS
                            286 UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
                            289 REPLICA_IS_NOT_IN_QUORUM
                            305 TABLE_WAS_NOT_DROPPED
                            319 UNKNOWN_STATUS_OF_INSERT
                            341 UNFINISHED
                            369 ALL_REPLICAS_ARE_STALE
                            416 REPLICA_STATUS_CHANGED
                            517 CANNOT_ASSIGN_ALTER
                            529 NOT_A_LEADER
                            571 DATABASE_REPLICATION_FAILED
                            733 TABLE_IS_BEING_RESTARTED
                            904 TOO_MANY_UNAVAILABLE_SHARDS
                            999 KEEPER_EXCEPTION"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse took longer than it allows",
                    "It is tried again; see what else runs (system.processes), or raise max_execution_time for the user.")
                    .at("""
                            159 TIMEOUT_EXCEEDED
                            160 TOO_SLOW"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse takes no more queries or connections now",
                    "It is tried again; raise max_concurrent_queries, max_connections or the user's quota.").at("""
                            201 QUOTA_EXCEEDED
                            202 TOO_MANY_SIMULTANEOUS_QUERIES
                            203 NO_FREE_CONNECTION
                            364 RECEIVED_ERROR_TOO_MANY_REQUESTS
                            439 CANNOT_SCHEDULE_TASK
                            700 USER_SESSION_LIMIT_EXCEEDED
                            745 SERVER_OVERLOADED
                            749 TCP_CONNECTION_LIMIT_REACHED
                            762 HTTP_CONNECTION_LIMIT_REACHED
                            763 SESSION_REFUSED
                            776 RESOURCE_LIMIT_EXCEEDED"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "A limit of ClickHouse is in the way",
                    "It is tried again; raise the limit that the message names.").at("""
                            158 TOO_MANY_ROWS
                            290 LIMIT_EXCEEDED
                            307 TOO_MANY_BYTES
                            359 TABLE_SIZE_EXCEEDS_MAX_DROP_SIZE_LIMIT
                            396 TOO_MANY_ROWS_OR_BYTES
                            724 TOO_MANY_TABLES
                            725 TOO_MANY_DATABASES"""),
            new KnownError(ErrorKind.DESTINATION_BUSY, "ClickHouse did not finish the statement",
                    "It is tried again; when it stays, read ClickHouse's log, and see who cancels its queries.").at("""
                            216 QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING
                            236 ABORTED
                            373 SESSION_IS_LOCKED
                            384 PART_IS_TEMPORARILY_LOCKED
                            394 QUERY_WAS_CANCELLED
                            410 EXTERNAL_SERVER_IS_NOT_RESPONDING
                            473 DEADLOCK_AVOIDED
                            573 EPOLL_ERROR
                            650 SERIALIZATION_ERROR
                            677 THREAD_WAS_CANCELED
                            722 ASYNC_LOAD_WAIT_FAILED
                            735 QUERY_WAS_CANCELLED_BY_CLIENT
                            1000 POCO_EXCEPTION
                            1001 STD_EXCEPTION"""),
            UNREACHABLE.at("""
                    95 CANNOT_READ_FROM_SOCKET
                    96 CANNOT_WRITE_TO_SOCKET
                    198 DNS_ERROR
                    209 SOCKET_TIMEOUT
                    210 NETWORK_ERROR
                    279 ALL_CONNECTION_TRIES_FAILED
                    519 NO_REMOTE_SHARD_AVAILABLE"""),
            new KnownError(ErrorKind.DESTINATION_UNREACHABLE, "Something before ClickHouse answered in its place",
                    "Check CLICKPIPE_CLICKHOUSE_URL, and the proxy or load balancer that it leads to.").at("""
                            0 CODE_UNKNOWN client"""));

    private DestinationErrors() {}

    static KnownError byCode(int code) {
        KnownError known = CODES.find(code);
        return known == null ? UNEXPECTED : known;
    }
}
