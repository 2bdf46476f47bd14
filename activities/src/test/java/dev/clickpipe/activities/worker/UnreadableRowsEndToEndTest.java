package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** XA, changed parts of documents, incomplete rows, rollbacks: of tables that are followed they stop those, of others none. */
@ParameterizedClass
@EnumSource
class UnreadableRowsEndToEndTest extends PipeEndToEndTest {
    private static final String[] FOLLOWED = {"t", "u", "xa_before", "xa_between", "xa_within", "image", "names",
            "other"};

    private final Flavour flavour;

    UnreadableRowsEndToEndTest(Flavour flavour) {
        super(flavour);
        this.flavour = flavour;
    }

    @Test
    void theyStopTheirTablesAloneUntilThoseAreRetried() throws SQLException {
        database.createKeyed(FOLLOWED);
        database.createKeyed("x");
        database.run("ALTER TABLE other ADD COLUMN d JSON", "ALTER TABLE x ADD COLUMN d JSON");
        for (String table : List.of("image", "names", "other", "x")) {
            database.run("INSERT INTO " + table + "(id, v, n) VALUES (1, 'first', 1)");
        }
        database.run("UPDATE x SET d = '" + document() + "'", "UPDATE other SET d = '" + document() + "'");
        prepare("unfollowed", "INSERT INTO x(id) VALUES (20)");
        prepare("before", "INSERT INTO xa_before VALUES (20, 'xa', 1)");
        prepare("not", "INSERT INTO t VALUES (20, 'rolled back', 1)");
        database.run("FLUSH BINARY LOGS");
        TestPipe pipe = running(FOLLOWED);
        database.run("FLUSH BINARY LOGS");
        concerningNoFollowedTable();
        database.run("INSERT INTO t VALUES (1, 'goes on', 1)", "INSERT INTO u VALUES (1, 'goes on', 1)");
        for (String table : List.of("t", "u")) {
            database.awaitEqual(table);
        }
        assertThat(pipe.workflow.describe()).satisfies(description -> {
            assertThat(description.state()).isEqualTo(PipeState.RUNNING);
            assertThat(description.journal()).extracting(EventLogEntry::sentence)
                    .noneMatch(sentence -> sentence.contains("ROWS_NOT_READABLE") || sentence.contains("binlog holds"));
        });
        concerningFollowedTables(pipe);
        Map<String, String> expected = new TreeMap<>(Map.of("xa_before", "XA transaction", "xa_between",
                "XA transaction",
                "xa_within", "XA transaction", "image", "rows without this column", "names", "names of their columns",
                "other", flavour == Flavour.MYSQL ? "PARTIAL_UPDATE_ROWS" : "rolled back"));
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> failed(pipe).keySet(), expected.keySet()::equals);
        failed(pipe).forEach((table, message) -> assertThat(message).contains(String.valueOf(expected.get(table))));
        database.run("INSERT INTO u VALUES (2, 'goes on', 2)");
        database.awaitEqual("u");
        pipe.await(PipeState.DEGRADED);
        pipe.retryTables();
        pipe.await(PipeState.RUNNING);
        for (String table : FOLLOWED) {
            database.run("INSERT INTO " + table + "(id, v, n) VALUES (100, 'latest', 1)");
            database.awaitEqual(table);
        }
        pipe.delete();
    }

    private static String document() {
        return "{\"a\": 1, \"b\": \"" + "b".repeat(1000) + "\"}";
    }

    /** Where a followed table is among them, nothing of its rows remains, or all of it is committed in one phase. */
    private void concerningNoFollowedTable() throws SQLException {
        decide("COMMIT", "unfollowed");
        decide("ROLLBACK", "not");
        prepare("now", "INSERT INTO x(id) VALUES (21)");
        decide("COMMIT", "now");
        prepare("statement", "INSERT INTO x(id) VALUES (27)", "SET SESSION binlog_format = 'STATEMENT'");
        decide("COMMIT", "statement");
        String id = id("one");
        database.run("XA START " + id, "INSERT INTO x(id) VALUES (22)", "INSERT INTO t VALUES (22, 'one phase', 1)",
                "XA END " + id, "XA COMMIT " + id + " ONE PHASE");
        changeDocument("x");
        withoutAllColumns("UPDATE x SET v = 'minimal'");
        withoutNames("INSERT INTO x(id) VALUES (23)");
        database.run("BEGIN", "INSERT INTO x(id) VALUES (24)", "INSERT INTO t VALUES (24, 'rolled back', 1)",
                "CREATE TEMPORARY TABLE gone (i INT)", "DROP TEMPORARY TABLE gone", "ROLLBACK");
        database.run("BEGIN", "INSERT INTO t VALUES (25, 'before the savepoint', 1)", "SAVEPOINT s",
                "INSERT INTO x(id) VALUES (25)", "CREATE TEMPORARY TABLE gone (i INT)", "DROP TEMPORARY TABLE gone",
                "ROLLBACK TO s", "INSERT INTO t VALUES (26, 'behind the rollback', 1)", "COMMIT");
    }

    private void concerningFollowedTables(TestPipe pipe) throws SQLException {
        prepare("between", "INSERT INTO xa_between VALUES (20, 'xa', 1)");
        pipe.pause();
        pipe.await(PipeState.PAUSED);
        decide("COMMIT", "before");
        decide("COMMIT", "between");
        prepare("within", "INSERT INTO xa_within VALUES (20, 'xa', 1)");
        decide("COMMIT", "within");
        pipe.resume();
        withoutAllColumns("UPDATE image SET v = 'minimal' WHERE id = 1");
        withoutNames("INSERT INTO names VALUES (2, 'no names', 1)");
        changeDocument("other");
        database.run("BEGIN", "INSERT INTO other(id) VALUES (24)", "SAVEPOINT S", "INSERT INTO other(id) VALUES (25)",
                "CREATE TEMPORARY TABLE gone (i INT)", "DROP TEMPORARY TABLE gone", "ROLLBACK TO s", "COMMIT");
    }

    private void changeDocument(String table) throws SQLException {
        if (flavour == Flavour.MYSQL) {
            database.run("SET SESSION binlog_row_value_options = PARTIAL_JSON",
                    "UPDATE " + table + " SET d = JSON_SET(d, '$.a', 2), v = 'partial' WHERE id = 1",
                    "SET SESSION binlog_row_value_options = ''");
        }
    }

    private void withoutAllColumns(String statement) throws SQLException {
        database.run("SET SESSION binlog_row_image = MINIMAL", statement, "SET SESSION binlog_row_image = FULL");
    }

    private void withoutNames(String statement) throws SQLException {
        database.run("SET GLOBAL binlog_row_metadata = MINIMAL");
        try {
            database.run(statement);
        } finally {
            database.run("SET GLOBAL binlog_row_metadata = FULL");
        }
    }

    private String id(String name) {
        return "'" + database.name() + "','" + name + "'";
    }

    /** In a session of its own, which MariaDB wants to end before another one decides. */
    private void prepare(String name, String statement, String... before) throws SQLException {
        String id = id(name);
        try (Connection session = DriverManager.getConnection(database.server().jdbcUrl(database.name()),
                database.server().user(), database.server().password());
                Statement execution = session.createStatement()) {
            for (String sql : before) {
                execution.execute(sql);
            }
            for (String sql : List.of("XA START " + id, statement, "XA END " + id, "XA PREPARE " + id)) {
                execution.execute(sql);
            }
        }
    }

    private void decide(String decision, String name) {
        Awaitility.await().atMost(TestPipe.PATIENCE).ignoreExceptions().until(() -> {
            database.run("XA " + decision + " " + id(name));
            return true;
        });
    }

    private static Map<String, String> failed(TestPipe pipe) {
        PipeDescription description = pipe.workflow.describe();
        Map<String, String> messages = new TreeMap<>();
        for (TableSummary table : description.tables()) {
            if (table.error() != null) {
                assertThat(table.error().kind()).isEqualTo(ErrorKind.ROWS_NOT_READABLE);
                messages.put(table.source().table(), table.error().message());
            }
        }
        return messages;
    }
}
