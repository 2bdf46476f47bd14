package dev.clickpipe.activities.stream.statement;

import static dev.clickpipe.activities.stream.statement.StatementEffect.NAMES;

import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements in place of row events: which followed tables they may have changed.
 *
 * <p>MySQL lists with each such statement the databases of all tables that it may write, those that triggers, views and
 * stored functions write too: a table elsewhere is not concerned. Else the names that the statement writes are looked up
 * at the source. Only a table that keeps its rows, and passes none on by triggers or foreign keys to a followed one, is
 * passed over. Who may not see triggers cannot tell that a table has none. In a database of which nothing is followed, such
 * as that of a tool that checks tables, it is taken to have none, and the log says so; in a followed one it is not.
 */
final class StatementInPlaceOfRows {
    private static final Logger LOG = LoggerFactory.getLogger(StatementInPlaceOfRows.class);

    private final SourceTables source;
    private final Set<TableName> takenToHaveNoTriggers = new HashSet<>();

    StatementInPlaceOfRows(SourceTables source) {
        this.source = source;
    }

    /** Why the lease ends; null when the statement concerns none of the tables. */
    @Nullable
    LeaseEnding ending(BinlogEvent.Statement statement, DdlStatement.WritesRows rows, List<TableName> tables) {
        List<TableName> possible = tables.stream().filter(table -> rows.mayWriteIn(table.schema(), NAMES)).toList();
        if (possible.isEmpty()
                || (rows.concernsServerAlone() && !containsAny(rows.written(), possible))) {
            return null;
        }
        Reason reason = reasonToReachOthers(rows, possible);
        List<TableName> concerned = reason == null ? writtenAmong(rows.written(), possible) : possible;
        if (concerned.isEmpty()) {
            return null;
        }
        String words = QuotedStatement.of(statement.text(), concerned.size());
        return new LeaseEnding.TablesFailed(concerned.stream()
                .map(table -> error(table, reason, words, statement.rules().flavour())).toList());
    }

    /**
     * Why a statement may write tables that it does not name.
     *
     * @param what a clause, its subject the statement
     * @param hint a sentence on what would let the pipe know better; empty when nothing would
     */
    private record Reason(String what, String hint) {
        static Reason of(String what) {
            return new Reason(what, "");
        }

        static Reason of(TableName written, String what, String hint) {
            return new Reason("it writes " + written.quoted() + ", which " + what, hint);
        }
    }

    /** Null when it writes what it names alone. */
    private @Nullable Reason reasonToReachOthers(DdlStatement.WritesRows rows, List<TableName> followed) {
        if (rows.mayWriteOthers()) {
            return Reason.of("it may call a stored function or procedure");
        }
        for (TableName table : rows.read()) {
            if (!DdlStatement.WritesRows.isOfServer(table)
                    && source.kind(table) == SourceTables.Kind.PASSES_ROWS_ON) {
                return Reason.of("it reads " + table.quoted()
                        + ", which is not a plain table and may call a stored function");
            }
        }
        for (TableName table : closure(rows.written(), followed)) {
            Reason reason = DdlStatement.WritesRows.isOfServer(table) ? null : reasonOf(table, followed);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable Reason reasonOf(TableName written, List<TableName> followed) {
        return switch (source.kind(written)) {
            case UNKNOWN ->
                Reason.of(written, "is not there, or which the pipe's user may not see: it may be a view, or"
                        + " have triggers", grant("SELECT, TRIGGER", written));
            case PASSES_ROWS_ON -> Reason.of(written, "passes rows on to other tables", "");
            case TABLE -> {
                if (source.hasTrigger(written)) {
                    yield Reason.of(written, "has a trigger", "");
                }
                yield source.showsTriggers(written) || isTakenToHaveNoTriggers(written, followed)
                        ? null
                        : Reason.of(written, "may have triggers that the pipe's user may not see",
                                grant("TRIGGER", written));
            }
        };
    }

    private String grant(String privileges, TableName written) {
        return "GRANT " + privileges + " ON `" + written.schema().replace("`", "``") + "`.* TO " + source.grantee()
                + " lets the pipe see more. ";
    }

    private boolean isTakenToHaveNoTriggers(TableName written, List<TableName> followed) {
        boolean elsewhere = followed.stream().noneMatch(table -> NAMES.same(table.schema(), written.schema()));
        if (elsewhere && takenToHaveNoTriggers.add(written)) {
            LOG.warn("Statements write {} in place of row events. Nothing of its database is followed, and the user may"
                    + " not see its triggers: it is taken to have none", written.quoted());
        }
        return elsewhere;
    }

    /** The tables, and all that foreign keys change with them. */
    private Set<TableName> closure(Set<TableName> written, List<TableName> followed) {
        List<SourceTables.Cascade> cascades = new ArrayList<>();
        followed.stream().map(TableName::schema).distinct()
                .forEach(schema -> cascades.addAll(source.cascades(schema)));
        Set<TableName> all = new HashSet<>(written);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (SourceTables.Cascade cascade : cascades) {
                if (contains(all, cascade.parent())) {
                    grown |= all.add(cascade.child());
                }
            }
        }
        return all;
    }

    private List<TableName> writtenAmong(Set<TableName> written, List<TableName> followed) {
        Set<TableName> all = closure(written, followed);
        return followed.stream().filter(table -> contains(all, table)).toList();
    }

    private static boolean contains(Set<TableName> tables, TableName table) {
        return tables.stream().anyMatch(one -> NAMES.same(one, table));
    }

    private static boolean containsAny(Set<TableName> tables, List<TableName> others) {
        return others.stream().anyMatch(other -> contains(tables, other));
    }

    private static PipeError error(TableName table, @Nullable Reason reason, String words, Flavour flavour) {
        String what = reason == null
                ? " were written by a statement in place of row events"
                : " may have been written by a statement in place of row events: " + reason.what();
        return new PipeError(ErrorKind.STATEMENT_IN_PLACE_OF_ROWS,
                "Rows of " + table.quoted() + what
                        + ". A session at the source had binlog_format=STATEMENT or MIXED. The statement: " + words,
                (reason == null ? "" : reason.hint()) + remedy(flavour), table);
    }

    private static String remedy(Flavour flavour) {
        String sessions = switch (flavour) {
            case MYSQL -> "SELECT PROCESSLIST_ID, PROCESSLIST_USER, PROCESSLIST_HOST FROM performance_schema.threads"
                    + " JOIN performance_schema.variables_by_thread USING (THREAD_ID) WHERE VARIABLE_NAME ="
                    + " 'binlog_format' AND VARIABLE_VALUE <> 'ROW' lists such sessions. For new ones: SET PERSIST"
                    + " binlog_format = 'ROW'";
            case MARIADB -> "Find the session or application that sets binlog_format. For new sessions: SET GLOBAL"
                    + " binlog_format = 'ROW', and binlog_format=ROW under [mariadbd] in my.cnf";
        };
        return sessions
                + " (Amazon RDS and Aurora: in the parameter group). Then retry the table: it is loaded again as"
                + " it is now.";
    }
}
