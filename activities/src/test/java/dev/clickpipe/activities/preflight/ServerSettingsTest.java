package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.contract.PreflightFinding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the server keeps a binlog that can be followed. */
class ServerSettingsTest {
    private static final Pattern STATEMENT = Pattern.compile("SET (?:PERSIST|GLOBAL) [^;]+;");
    private static final String LEFT_OUT = "left_out";

    @ParameterizedTest
    @EnumSource
    void allThatIsWrongIsToldAtOnceAndTheStatementsGivenMendIt(Flavour flavour) throws SQLException {
        List<String> options = new ArrayList<>(List.of("--binlog-format=STATEMENT", "--binlog-row-image=MINIMAL",
                "--binlog-row-metadata=MINIMAL", "--binlog-expire-logs-seconds=3600",
                "--binlog-ignore-db=" + LEFT_OUT));
        List<String> wrong = new ArrayList<>(List.of("binlog_format=STATEMENT", "binlog_row_image=MINIMAL",
                "binlog_row_metadata=MINIMAL", "binlog_expire_logs_seconds=3600",
                "binlog-ignore-db=" + LEFT_OUT));
        if (flavour == Flavour.MYSQL) {
            options.addAll(List.of("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--server-id=0",
                    "--binlog-row-value-options=PARTIAL_JSON"));
            wrong.addAll(List.of("gtid_mode=OFF", "enforce_gtid_consistency=OFF", "server_id=0",
                    "binlog_row_value_options=PARTIAL_JSON"));
        }
        SourceServer server = flavour.server("misconfigured", options.toArray(String[]::new));
        try (TestSource source = TestSource.open(flavour, server, LEFT_OUT)) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)");
            PreflightOutcome before = PreflightOutcome.of(source, source.connection(), "orders");
            assertThat(before.failures()).allMatch(found -> found.field().equals("source.mysql.host"))
                    .extracting(PreflightFinding::value).containsExactlyInAnyOrderElementsOf(wrong);

            for (String remedy : before.remedies()) {
                for (String statement : STATEMENT.matcher(remedy).results().map(MatchResult::group).toList()) {
                    source.execute(statement);
                }
            }
            // Only a restart can take this one away.
            assertThat(PreflightOutcome.of(source, source.connection(), "orders").sentences())
                    .containsExactly("source.mysql.host binlog-ignore-db=" + LEFT_OUT
                            + ": changes of database " + LEFT_OUT + " are not written to the binlog");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutABinlogThereIsNothingToFollow(Flavour flavour) throws SQLException {
        SourceServer server = flavour.server("without-binlog", "--skip-log-bin");
        try (TestSource source = TestSource.open(flavour, server, "shop")) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)");
            assertThat(PreflightOutcome.of(source, source.connection(), "orders").failures())
                    .filteredOn(found -> found.value().equals("log_bin=OFF")).singleElement()
                    .satisfies(found -> assertThat(found.remedy()).contains("my.cnf"));
        }
    }
}
