package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.position.Coordinates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a source can be followed from where a person says. Files are purged, so its servers are its own. */
class StartChecksTest {
    private static final String FIELD = "source.mysql.settings.startPosition";

    private static TestSource open(Flavour flavour) throws SQLException {
        TestSource source = TestSource.open(flavour, switch (flavour) {
            case MYSQL -> flavour.server("purged");
            // By default it keeps files until a replica that it knows has read them.
            case MARIADB -> flavour.server("purged", "--slave-connections-needed-for-purge=0");
        }, "t_" + UUID.randomUUID().toString().replace("-", ""));
        source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)");
        return source;
    }

    private static Coordinates.Gtid executed(TestSource source) throws SQLException {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return new Coordinates.Gtid(
                    SourceServer.of(source.connection().type()).gtids(connection).executed());
        }
    }

    private static Coordinates.FileOffset end(TestSource source) throws SQLException {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return SourceServer.of(source.connection().type()).binlogEnd(connection);
        }
    }

    private static List<BinlogFile> files(TestSource source) throws SQLException {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return BinlogFile.list(connection, SourceServer.of(source.connection().type()));
        }
    }

    private static PreflightFinding refusal(TestSource source, Coordinates chosen) {
        List<PreflightFinding> found = PreflightOutcome.from(source, chosen, "t").failures();
        assertThat(found).as(chosen.text()).hasSize(1);
        assertThat(found.getFirst().remedy()).isNotBlank();
        return found.getFirst();
    }

    private static void assertGood(TestSource source, Coordinates chosen) {
        assertThat(PreflightOutcome.from(source, chosen, "t").failures()).as(chosen.text()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceInTheBinlogIsTaken(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            Coordinates.Gtid set = executed(source);
            Coordinates.FileOffset place = end(source);
            source.execute("INSERT INTO %db.t VALUES (1)");
            assertGood(source, set);
            assertGood(source, place);
            assertGood(source, new Coordinates.FileOffset(place.file(), 4));
            assertGood(source, end(source));
            assertGood(source, executed(source));
            if (flavour == Flavour.MYSQL) {
                assertGood(source, new Coordinates.Gtid(
                        executed(source).set().toUpperCase(java.util.Locale.ROOT).replace(":", " : ")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSourceHasNotGotToIsRefused(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            for (String ahead : flavour == Flavour.MYSQL
                    ? List.of(executed(source).set().replaceFirst(":.*", ":1-999999999"),
                            "3e11fa47-71ca-11e1-9e33-c80aa9429562:1")
                    : List.of("0-1-999999999", "77-1-1")) {
                PreflightFinding found = refusal(source, new Coordinates.Gtid(ahead));
                assertThat(found.field()).isEqualTo(FIELD);
                assertThat(found.value()).isEqualTo(ahead);
                assertThat(found.problem()).contains("is ahead of the source: it does not have " + ahead);
                assertThat(found.remedy()).contains("host is the server");
            }
            Coordinates.FileOffset end = end(source);
            assertThat(refusal(source, new Coordinates.FileOffset(end.file(), end.offset() + 1)).problem())
                    .contains("the file has " + end.offset() + " bytes");
            for (String absent : List.of(end.file().replaceFirst("\\d+$", "999999"), "other.000001", "nonsense")) {
                assertThat(refusal(source, new Coordinates.FileOffset(absent, 4)).problem())
                        .contains("does not have the binlog file of the start position " + absent + ":4; it has ");
            }
        }
    }

    /** What it leaves out would be applied behind what followed it. */
    @Test
    void aSetThatLeavesOutEarlierTransactionsIsRefused() throws SQLException {
        try (TestSource source = open(Flavour.MYSQL)) {
            String before = executed(source).set();
            source.execute("INSERT INTO %db.t VALUES (1)", "INSERT INTO %db.t VALUES (2)");
            long last = Long.parseLong(executed(source).set().replaceFirst(".*\\D", ""));
            assertGood(source, new Coordinates.Gtid(before + ":" + (last - 1)));
            PreflightFinding found = refusal(source, new Coordinates.Gtid(before + ":" + last));
            assertThat(found.problem()).contains("leaves out transactions that came before others in it")
                    .contains(":1-" + last);
            assertThat(found.remedy()).contains("gtid_executed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPurgedIsNamed(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            Coordinates.Gtid set = executed(source);
            Coordinates.FileOffset place = end(source);
            source.execute("INSERT INTO %db.t VALUES (1)", "FLUSH BINARY LOGS");
            String last = end(source).file();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                source.execute("PURGE BINARY LOGS TO '" + last + "'");
                return files(source).getFirst().name().equals(last);
            });
            assertThat(refusal(source, set).problem())
                    .contains("has purged transactions that follow the start position "
                            + set.set())
                    .contains(executed(source).set().split(",", -1)[0]);
            PreflightFinding gone = refusal(source, place);
            assertThat(gone.problem()).contains(
                    "no longer has the binlog file of the start position " + place.text() + "; it has " + last);
            assertThat(gone.remedy()).contains("later start position").contains("keep its binlog longer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongIsToldAtOnce(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            assertThat(PreflightOutcome.from(source, new Coordinates.FileOffset("none.000001", 4), "absent").failures())
                    .extracting(PreflightFinding::field)
                    .containsExactlyInAnyOrder(FIELD, "source.mysql.tableMappings[0].sourceTable");
            assertThat(refusal(source, new Coordinates.Gtid("no set")).field()).isEqualTo(FIELD + ".gtidSet");
            assertThat(refusal(source, new Coordinates.FileOffset(end(source).file(), 3)).field())
                    .isEqualTo(FIELD + ".binlogPosition");
        }
    }

    /** A transaction with rows, and all offsets around it. */
    @ParameterizedTest
    @EnumSource
    void onlyWhereATransactionBeginsIsTaken(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            source.execute("FLUSH BINARY LOGS");
            Coordinates.FileOffset begin = end(source);
            source.execute("INSERT INTO %db.t VALUES (1), (2), (3)");
            Coordinates.FileOffset end = end(source);
            Set<Long> borders = eventBorders(source, end.file());
            assertThat(borders.size()).isGreaterThan(4);
            Set<Long> tried = new HashSet<>(borders);
            for (long offset = begin.offset(); offset <= end.offset(); offset += 7) {
                tried.add(offset);
            }
            for (long offset : tried) {
                Coordinates.FileOffset place = new Coordinates.FileOffset(end.file(), offset);
                if ((offset <= begin.offset() && borders.contains(offset)) || offset == end.offset()) {
                    assertGood(source, place);
                } else {
                    PreflightFinding found = refusal(source, place);
                    assertThat(found.problem()).contains("No transaction begins at the start position " + place.text());
                    assertThat(found.remedy()).contains("SHOW BINLOG EVENTS IN '" + end.file() + "'");
                }
            }
        }
    }

    private static Set<Long> eventBorders(TestSource source, String file) throws SQLException {
        Set<Long> borders = new HashSet<>();
        try (Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINLOG EVENTS IN '" + file + "'")) {
            while (rows.next()) {
                borders.add(rows.getLong("Pos"));
            }
        }
        return borders;
    }
}
