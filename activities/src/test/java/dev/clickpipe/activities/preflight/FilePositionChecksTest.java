package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What following by file and offset asks for, and what it does not. */
class FilePositionChecksTest {
    @ParameterizedTest
    @EnumSource
    void gtidsAreNotNeededAndAFailoverIsWarnedOf(Flavour flavour) throws SQLException {
        List<String> options = flavour == Flavour.MYSQL
                ? List.of("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF")
                : List.of("--slave-connections-needed-for-purge=0");
        try (TestSource source = TestSource.open(flavour, flavour.server("by-file", options.toArray(String[]::new)),
                "file_checks")) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)");
            PreflightOutcome checked = PreflightOutcome.byFile(source, source.connection(),
                    TableEngine.REPLACING_MERGE_TREE, "orders");
            assertThat(checked.failures()).isEmpty();
            assertThat(checked.report().warnings())
                    .filteredOn(found -> found.field().equals("source.mysql.settings.replicationMechanism"))
                    .singleElement().extracting(PreflightFinding::remedy).asString().contains("Use GTID");
            assertThat(PreflightOutcome.of(source, source.connection(), "orders").failures())
                    .extracting(PreflightFinding::value).isEqualTo(flavour == Flavour.MYSQL
                            ? List.of("enforce_gtid_consistency=OFF", "gtid_mode=OFF")
                            : List.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void appendedTablesOfMySqlNeedALock(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            String account = "'" + source.database().substring(0, 20) + "'@'%'";
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)",
                    "CREATE USER " + account + " IDENTIFIED BY 'pass'",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + account,
                    "GRANT SELECT ON %db.* TO " + account);
            SourceConnection reader = source.connection(source.database().substring(0, 20), "pass");
            assertThat(PreflightOutcome.byFile(source, reader, TableEngine.REPLACING_MERGE_TREE, "orders").failures())
                    .isEmpty();
            List<String> remedies = PreflightOutcome.byFile(source, reader, TableEngine.MERGE_TREE, "orders")
                    .remedies();
            assertThat(remedies).hasSize(flavour == Flavour.MYSQL ? 1 : 0);
            source.execute(remedies.toArray(String[]::new));
            assertThat(PreflightOutcome.byFile(source, reader, TableEngine.MERGE_TREE, "orders").failures()).isEmpty();
            source.execute("DROP USER " + account);
        }
    }
}
