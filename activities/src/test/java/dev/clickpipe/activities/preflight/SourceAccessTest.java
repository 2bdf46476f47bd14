package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the source lets a pipe in. */
class SourceAccessTest {
    private static final TlsSettings NO_TLS = new TlsSettings(true, false, null, null);

    @ParameterizedTest
    @EnumSource
    void nothingIsFoundWhereAllIsWell(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)");
            PreflightOutcome checked = PreflightOutcome.of(source, source.connection(), "orders");
            assertThat(checked.report().failures()).isEmpty();
            assertThat(checked.report().warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsToldWithoutRepeatingIt(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            PreflightOutcome checked = PreflightOutcome.of(source,
                    source.connection(source.server().user(), "not-the-password"),
                    "orders");
            assertThat(checked.failures()).singleElement().satisfies(found -> {
                assertThat(found.field()).isEqualTo("source.mysql.credentials");
                assertThat(found.value()).isEqualTo(source.server().user());
                assertThat(found.remedy()).isNotBlank();
            });
            assertThat(checked.report().toString()).doesNotContain("not-the-password");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPortWhereNobodyAnswersIsNamed(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            int port;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = closed.getLocalPort();
            }
            assertThat(PreflightOutcome.of(source, source.connection("somebody", "password", port, NO_TLS), "orders")
                    .failures())
                    .singleElement().satisfies(found -> {
                        assertThat(found.field()).isEqualTo("source.mysql.host");
                        assertThat(found.value()).isEqualTo(source.server().host() + ":" + port);
                        assertThat(found.remedy()).isEqualTo(
                                "Check source.mysql.host and source.mysql.port, that it runs, and that it listens on an address"
                                        + " the worker reaches.");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOtherFamilyIsToldFromItsVersion(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            SourceConnection right = source.connection();
            SourceConnection wrong = new SourceConnection(right.pipeId(),
                    flavour == Flavour.MYSQL ? SourceType.RDS_MARIADB : SourceType.AURORA_MYSQL, right.host(),
                    right.port(), right.username(), right.password(), right.tls(), null);
            assertThat(PreflightOutcome.of(source, wrong, "orders").failures())
                    .filteredOn(found -> found.field().equals("source.mysql.type")).singleElement()
                    .extracting(PreflightFinding::remedy)
                    .isEqualTo("Set type to " + (flavour == Flavour.MYSQL ? "mysql" : "mariadb"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatementsGivenMendWhatTheUserMayNotDo(Flavour flavour) throws SQLException {
        // A host that is no wildcard and a name that has to be quoted: the account is the one that the server took.
        String user = "o'brien " + flavour;
        String account = "'" + user.replace("'", "''") + "'@'127.0.0.%'";
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.`odd ``name` (id INT PRIMARY KEY)", "DROP USER IF EXISTS " + account,
                    "CREATE USER " + account + " IDENTIFIED BY 'pass'");
            SourceConnection connection = source.connection(user, "pass");
            PreflightOutcome checked = PreflightOutcome.of(source, connection, "odd `name");
            assertThat(checked.sentences()).hasSize(3)
                    .anyMatch(found -> found.contains("the user may not follow the binlog"))
                    .anyMatch(found -> found.contains("the user may not read positions"))
                    .anyMatch(found -> found.startsWith("source.mysql.tableMappings[0].sourceTable"));
            for (String remedy : checked.remedies()) {
                source.execute(remedy.substring(remedy.indexOf("GRANT ")));
            }
            assertThat(PreflightOutcome.of(source, connection, "odd `name").report().failures()).isEqualTo(List.of());
            source.execute("DROP USER " + account);
        }
    }

    /** Neither a binlog nor anything but SELECT, whichever way to tell positions the pipe would have. */
    @ParameterizedTest
    @EnumSource
    void aPipeThatCopiesOnceNeedsNothingButToRead(Flavour flavour) throws SQLException {
        String option = flavour == Flavour.MYSQL ? "--disable-log-bin" : "--skip-log-bin";
        try (TestSource source = TestSource.open(flavour, flavour.server("without-binlog", option), "copied_once")) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)", "CREATE USER 'reads'@'%' IDENTIFIED BY 'p'",
                    "GRANT SELECT ON %db.* TO 'reads'@'%'");
            for (ReplicationMechanism mechanism : ReplicationMechanism.values()) {
                for (TableEngine engine : TableEngine.values()) {
                    assertThat(
                            PreflightOutcome.once(source, source.connection("reads", "p"), mechanism, engine, "orders")
                                    .failures())
                            .as("%s %s", mechanism, engine).isEmpty();
                }
            }
            source.execute("DROP USER 'reads'@'%'");
        }
    }
}
