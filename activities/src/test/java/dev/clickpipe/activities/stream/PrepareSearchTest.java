package dev.clickpipe.activities.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.stream.statement.FakeSourceTables;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** XA transactions that were prepared before a lease began: in its file, in earlier ones, in those that are purged. */
class PrepareSearchTest {
    private final String name = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource
    void theNewestPrepareIsFoundUntilItsFileIsPurged(Flavour flavour) throws Exception {
        SourceServer server = SourceServer.of(flavour.type());
        try (TestSource source = TestSource.open(flavour, flavour.purgedServer("purged"), "t_" + name.replace("-", ""));
                Connection control = source.connections().openControl(source.connection());
                Connection first = source.connections().openControl(source.connection());
                Connection second = source.connections().openControl(source.connection())) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "CREATE TABLE %db.u (id INT PRIMARY KEY)");
            SourceIdentity identity = server.identity(control);
            PrepareSearch search = new BinlogPrepareSearch(source.connections(), source.connection());
            prepare(first, "first", source, "u");
            run(first, "XA ROLLBACK '" + name + "','first'");
            prepare(first, "first", source, "t");
            source.execute("FLUSH BINARY LOGS", "INSERT INTO %db.u VALUES (7)", "FLUSH BINARY LOGS");
            prepare(second, "second", source, "u");
            Coordinates.FileOffset before = server.binlogEnd(control);
            run(second, "XA ROLLBACK '" + name + "','second'");

            PreparedTransactions known = new PreparedTransactions();
            search.add(id("first"), identity, before, known);
            assertThat(known.find(id("first"))).isEqualTo(writes(source.table("t")));
            assertThat(known.find(id("second"))).as("in the current file").isEqualTo(writes(source.table("u")));
            assertThat(failed(source, search, before, identity)).extracting(PipeError::table)
                    .containsExactly(source.table("t"));

            // Files that a dump of an earlier search still holds are left alone.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                source.execute("PURGE BINARY LOGS TO '" + before.file() + "'");
                return server.binlogEnd(control).file().equals(before.file())
                        && firstFile(control).equals(before.file());
            });
            PreparedTransactions left = new PreparedTransactions();
            search.add(id("first"), identity, before, left);
            assertThat(left.find(id("first"))).isNull();
            assertThat(failed(source, search, before, identity)).allSatisfy(error -> assertThat(error.message())
                    .contains("not in the binlog any more")).hasSize(2);
            run(first, "XA ROLLBACK '" + name + "','first'");
        }
    }

    /** The followed tables that the commit of the first one stops. */
    private List<PipeError> failed(TestSource source, PrepareSearch search, Coordinates.FileOffset before,
            SourceIdentity identity) throws InterruptedException {
        XaOutcomes outcomes = new XaOutcomes(List.of(followed(0, source.table("t")), followed(1, source.table("u"))),
                new SourceInquiries((_, _) -> {}, new StatementEffect(new FakeSourceTables()), search));
        SourceTransaction transaction = new SourceTransaction(null, 0, before, 0);
        BinlogEvent.XaDecided rolledBack = new BinlogEvent.XaDecided(id("first"), false, null, 0);
        outcomes.find(rolledBack, transaction, identity);
        assertThat(outcomes.decide(rolledBack).errors()).isEmpty();
        BinlogEvent.XaDecided committed = new BinlogEvent.XaDecided(id("first"), true, null, 0);
        outcomes.find(committed, transaction, identity);
        return outcomes.decide(committed).errors();
    }

    static ReplicatedTable followed(int number, TableName table) {
        StreamTarget target = new StreamTarget(number, table,
                new RowLayout(table, List.of(), WriteMode.UPSERT, List.of()), _ -> {}, _ -> true, 0, null);
        return new ReplicatedTable(number, new TableDefinition(table, List.of(), List.of()), List.of(target), null);
    }

    private void prepare(Connection session, String branch, TestSource source, String table) throws SQLException {
        String id = "'" + name + "','" + branch + "'";
        run(session, "XA START " + id, "INSERT INTO " + source.database() + "." + table + " VALUES (1)", "XA END " + id,
                "XA PREPARE " + id);
    }

    private static void run(Connection session, String... statements) throws SQLException {
        try (Statement statement = session.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String firstFile(Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); var rows = statement.executeQuery("SHOW BINARY LOGS")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private XaId id(String branch) {
        HexFormat hexadecimal = HexFormat.of();
        return new XaId("x'" + hexadecimal.formatHex(name.getBytes(UTF_8)) + "',x'"
                + hexadecimal.formatHex(branch.getBytes(UTF_8)) + "',1");
    }

    private static XaWrites writes(TableName table) {
        return new XaWrites(Set.of(table), Set.of(), List.of(), true);
    }
}
