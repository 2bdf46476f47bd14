package dev.clickpipe.activities.errors;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one kind of error means, whoever finds it.
 *
 * @param rooms packages whose code names it, nearly always to raise it; not counted the one that classifies what others throw
 */
record KindRow(ErrorKind kind, SortedSet<String> rooms) {
    private static final String ROOT = "dev.clickpipe.";

    /** Where each kind is raised is read from the classes as they were built. */
    static List<KindRow> all() {
        List<JavaAccess<?>> uses = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + "activities", ROOT + "workflows").stream()
                .filter(user -> !isOfTheTable(user)).<JavaAccess<?>>flatMap(
                        user -> user.getFieldAccessesFromSelf().stream())
                .filter(use -> use.getTargetOwner().isEquivalentTo(ErrorKind.class)).toList();
        return Arrays.stream(ErrorKind.values()).map(kind -> {
            SortedSet<String> rooms = new TreeSet<>();
            uses.stream().filter(use -> use.getTarget().getName().equals(kind.name()))
                    .forEach(use -> rooms.add(use.getOriginOwner().getPackageName().substring(ROOT.length())));
            return new KindRow(kind, rooms);
        }).toList();
    }

    private static boolean isOfTheTable(JavaClass user) {
        return user.getPackageName().equals(ROOT + "activities.errors") || user.isEquivalentTo(ErrorKind.class);
    }

    /** What the pipe does. */
    static String action(ErrorKind kind) {
        return switch (kind.action()) {
            case RETRY -> "tries again from its last position, without end";
            case FAIL_TABLE -> "goes on without the table, in Degraded; in Failed before its tables are made";
            case FAIL_PIPE -> "stops in Failed";
        };
    }

    String meaning() {
        return switch (kind) {
            case SOURCE_UNREACHABLE ->
                "the source is away, busy, or ended the connection; look at host, port, network, load";
            case SOURCE_ACCESS_DENIED -> "the source refuses the user; mend credentials or grants";
            case SOURCE_MISCONFIGURED ->
                "a setting of the source or of the connection to it; set what the message names";
            case SOURCE_CHANGED ->
                "another server, or one that lost what was applied; point back, or resync the pipe";
            case POSITION_PURGED ->
                "the binlog at the pipe's position is gone; resync the pipe, keep the binlog longer";
            case SERVER_ID_TAKEN -> "another replica has the pipe's server id; set `source.mysql.serverId`";
            case BINLOG_NOT_UNDERSTOOD -> "an event that cannot be read without guessing; the message quotes it";
            case SOURCE_HISTORY_REPLACED ->
                "the source's binlog was begun anew, or it was restored from a backup; resync the pipe";
            case STATEMENT_IN_PLACE_OF_ROWS ->
                "a session with binlog_format other than ROW changed the table; retry it, which loads it again";
            case ROWS_NOT_READABLE ->
                "the binlog holds changes of the table that cannot be read: XA, partial JSON, incomplete rows, a rollback;"
                        + " retry the table, which loads it again";
            case CASCADE_NOT_REPLICATED ->
                "a foreign key changes rows of the table that the source does not log; see `foreignKeyCascades`";
            case SCHEMA_CHANGED -> "the table is not as it was; retry it, which loads it again";
            case TABLE_MISSING -> "the table is gone or damaged at the source; create or repair it";
            case TYPE_NOT_SUPPORTED -> "a type that the destination cannot hold; leave the column out or map it";
            case VALUE_OUT_OF_RANGE -> "a value that the destination cannot hold, under `valuesOutOfRange` `fail`";
            case DESTINATION_UNREACHABLE ->
                "ClickHouse is away; look at `CLICKPIPE_CLICKHOUSE_URL`, network, certificate";
            case DESTINATION_BUSY -> "ClickHouse is short of something or not ready; the row above says of what";
            case DESTINATION_ACCESS_DENIED -> "ClickHouse refuses the user; mend user, password, grants, profile";
            case DESTINATION_CHANGED -> "a destination table is not as it was made; undo what was changed";
            case DESTINATION_NOT_EMPTY -> "a destination table holds rows that are not the pipe's; empty or rename it";
            case APPEND_OVERTAKEN ->
                "another writer was first at an appended table; nothing to do, the next lease looks again";
            case LOAD_INCOMPLETE -> "rows of a load are missing at ClickHouse; nothing to do, the load begins anew";
            case SECRET_UNREADABLE -> "the worker lacks the key that a password was sealed with; give it the key";
            case COMPUTE_NOT_READY -> "no worker of the service came up in time; see the control worker's log";
            case DEFECT -> "nothing that is known; read the message, report it with the worker's log";
        };
    }
}
