package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether tables are refused that foreign keys change without a word in the binlog. */
class CascadeChecksTest {
    private static final String PASSWORD = "pw";

    /** A source whose server logs nothing of what foreign keys do. */
    private static TestSource open(Flavour flavour) throws SQLException {
        SourceServer server = switch (flavour) {
            case MARIADB -> flavour.server();
            case MYSQL -> flavour.server("native-foreign-keys", "--innodb-native-foreign-keys=ON");
        };
        TestSource source = TestSource.open(flavour, server, "t_" + UUID.randomUUID().toString().replace("-", ""));
        source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)",
                "CREATE TABLE %db.deleted (id INT PRIMARY KEY, order_id INT, CONSTRAINT fk_deleted FOREIGN KEY (order_id)"
                        + " REFERENCES %db.orders (id) ON DELETE CASCADE)",
                "CREATE TABLE %db.emptied (id INT PRIMARY KEY, order_id INT, CONSTRAINT fk_emptied FOREIGN KEY (order_id)"
                        + " REFERENCES %db.orders (id) ON DELETE SET NULL)",
                "CREATE TABLE %db.moved (id INT PRIMARY KEY, order_id INT, CONSTRAINT fk_moved FOREIGN KEY (order_id)"
                        + " REFERENCES %db.orders (id) ON UPDATE CASCADE)",
                "CREATE TABLE %db.tree (id INT PRIMARY KEY, above INT, CONSTRAINT fk_tree FOREIGN KEY (above)"
                        + " REFERENCES %db.tree (id) ON DELETE CASCADE)",
                "CREATE TABLE %db.held (id INT PRIMARY KEY, order_id INT, CONSTRAINT fk_held FOREIGN KEY (order_id)"
                        + " REFERENCES %db.orders (id) ON DELETE RESTRICT)");
        return source;
    }

    private static TableMapping without(TestSource source, String table, String... excluded) {
        return new TableMapping(source.table(table), table, List.of(excluded), false, List.of(),
                TableEngine.REPLACING_MERGE_TREE, null, List.of());
    }

    private static PreflightOutcome check(TestSource source, ReplicationMode mode, @Nullable ForeignKeyCascades choice,
            TableMapping... tables) {
        return PreflightOutcome.cascading(source, source.connection(), mode, choice, tables);
    }

    @ParameterizedTest
    @EnumSource
    void childrenOfKeysThatChangeRowsAreRefused(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            TableMapping[] tables = {without(source, "orders"), without(source, "deleted", "order_id"),
                    without(source, "emptied"), without(source, "moved"), without(source, "tree"),
                    without(source, "held")};
            PreflightOutcome refused = check(source, ReplicationMode.CDC, null, tables);
            assertThat(refused.failures()).extracting(PreflightFinding::field).containsExactlyInAnyOrder(
                    "source.mysql.tableMappings[1].sourceTable", "source.mysql.tableMappings[2].sourceTable",
                    "source.mysql.tableMappings[3].sourceTable", "source.mysql.tableMappings[4].sourceTable");
            assertThat(refused.sentences()).anyMatch(found -> found.contains(
                    "`fk_deleted` FOREIGN KEY (`order_id`) REFERENCES " + source.table("orders").quoted()
                            + " (`id`) ON DELETE CASCADE are not in the binlog"))
                    .anyMatch(found -> found.contains("`fk_moved`") && found.contains("ON UPDATE CASCADE"));
            assertThat(refused.remedies()).allMatch(remedy -> remedy.contains("foreignKeyCascades to ignore"));
            if (flavour == Flavour.MYSQL) {
                assertThat(refused.remedies()).allMatch(remedy -> remedy.contains("innodb_native_foreign_keys=OFF"));
            }
            assertThat(check(source, ReplicationMode.CDC, null, without(source, "emptied", "order_id")).failures())
                    .isEmpty();
            assertThat(check(source, ReplicationMode.CDC_ONLY, ForeignKeyCascades.REFUSE, without(source, "deleted"))
                    .failures()).hasSize(1);
            assertThat(check(source, ReplicationMode.SNAPSHOT, null, tables).failures()).isEmpty();
            assertThat(check(source, ReplicationMode.CDC, ForeignKeyCascades.IGNORE, without(source, "deleted"),
                    without(source, "moved")).failures()).isEmpty();
        }
    }

    /** MariaDB hides actions in information_schema from who may only read the table. */
    @ParameterizedTest
    @EnumSource
    void keysAreFoundWithSelectAlone(Flavour flavour) throws SQLException {
        try (TestSource source = open(flavour)) {
            String user = source.database().substring(0, 30);
            source.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                    "GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO '" + user + "'@'%'",
                    "GRANT SELECT ON %db.deleted TO '" + user + "'@'%'",
                    "GRANT SELECT ON %db.held TO '" + user + "'@'%'");
            PreflightOutcome checked = PreflightOutcome.cascading(source, source.connection(user, PASSWORD),
                    ReplicationMode.CDC, null,
                    without(source, "deleted"), without(source, "held"));
            assertThat(checked.sentences()).singleElement().asString().contains("fk_deleted", "ON DELETE CASCADE");
            assertThat(checked.report().warnings()).extracting(PreflightFinding::problem)
                    .anyMatch(problem -> problem.startsWith(
                            "the user may not see the foreign keys of " + source.table("orders").quoted()));
            source.execute("DROP USER '" + user + "'@'%'");
        }
    }

    /** As it comes, MySQL carries foreign keys out itself since 9.6, and logs what they do. */
    @Test
    void aServerThatLogsThemIsTaken() throws SQLException {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)",
                    "CREATE TABLE %db.deleted (id INT PRIMARY KEY, order_id INT, CONSTRAINT fk_deleted"
                            + " FOREIGN KEY (order_id) REFERENCES %db.orders (id) ON DELETE CASCADE)");
            assertThat(check(source, ReplicationMode.CDC, null, without(source, "deleted")).failures()).isEmpty();
        }
    }
}
