package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the tables can be copied. */
class TableChecksTest {
    private static final TableEngine ENGINE = TableEngine.REPLACING_MERGE_TREE;

    @ParameterizedTest
    @EnumSource
    void everythingThatIsWrongIsToldAtOnce(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour); TestDestination destination = TestDestination.open()) {
            source.execute("CREATE TABLE %db.good (id INT PRIMARY KEY, plain INT, _peerdb_version INT)",
                    "CREATE VIEW %db.seen AS SELECT id FROM %db.good",
                    "CREATE TABLE %db.keyless (id INT) ENGINE = MyISAM");
            List<TableMapping> tables = List.of(
                    PreflightOutcome.mapping(source.table("nowhere"), "a"),
                    PreflightOutcome.mapping(source.table("GOOD"), "b"),
                    PreflightOutcome.mapping(source.table("seen"), "c"),
                    PreflightOutcome.mapping(source.table("keyless"), "d"),
                    new TableMapping(source.table("good"), "e", List.of("id", "absent"), true, List.of("missing"),
                            ENGINE, "plain", List.of()),
                    new TableMapping(source.table("good"), "d", List.of("_peerdb_version"), false, List.of(), ENGINE,
                            "nothing", List.of()),
                    new TableMapping(source.table("good"), "f", List.of(), false, List.of(), ENGINE, null,
                            List.of(new ColumnMapping("plain", "id", "Blob"), new ColumnMapping("no", "n", null))));
            PreflightOutcome checked = PreflightOutcome.of(source, source.connection(), destination.clickHouse(),
                    destination.database(), tables.toArray(TableMapping[]::new));
            assertThat(checked.sentences()).anyMatch(found -> found.matches(
                    "source\\.mysql\\.tableMappings\\[0]\\.sourceTable .*`nowhere`: there is no such table.*"))
                    .anyMatch(found -> found.startsWith("source.mysql.tableMappings[1].sourceTable"))
                    .anyMatch(found -> found.matches(".*\\[2].*it is no table but a VIEW"))
                    .anyMatch(found -> found
                            .matches(".*\\[3].*is read as of one moment, which its engine MyISAM does not offer"))
                    .anyMatch(found -> found.matches(".*\\[4].*column `id` is excluded, but belongs.*"))
                    .anyMatch(found -> found.matches(".*\\[4].*excluded column `absent` does not exist"))
                    .anyMatch(found -> found.matches(".*\\[4].*column `missing` of the sorting key does not exist"))
                    .anyMatch(found -> found.matches(".*\\[4].*column `_peerdb_version` bears a name.*"))
                    .anyMatch(found -> found.matches(".*\\[4].partitionKey plain: no index begins with.*"))
                    .anyMatch(found -> found.matches(".*\\[5].partitionKey nothing: the table has no such column"))
                    .anyMatch(found -> found.matches(".*\\[6].*column `plain` of type .* cannot be carried to Blob.*"))
                    .anyMatch(found -> found.matches(".*\\[6].*column `plain` would be `id` as another column is"))
                    .anyMatch(found -> found.matches(".*\\[6].*column `no` of columns does not exist"))
                    .anyMatch(found -> found.matches(
                            ".*\\[5].targetTable d: it also gets .*`keyless`, and only tables with a primary key.*"));
            assertThat(checked.failures()).filteredOn(found -> found.field().contains("[1]")).singleElement()
                    .extracting(PreflightFinding::remedy).asString().startsWith("Did you mean ");
            assertThat(checked.remedies()).noneMatch(String::isBlank);
            assertThat(destination.tables().find(destination.database(), "e")).isEmpty();
        }
    }

    /** What can be copied of MariaDB's own kinds of tables, and why the rest cannot. */
    @Test
    void tablesThatOnlyMariaDbHas() throws SQLException {
        try (TestSource source = TestSource.open(Flavour.MARIADB)) {
            source.execute("CREATE SEQUENCE %db.counter",
                    "CREATE TABLE %db.versioned (id INT PRIMARY KEY, v INT, st INT AS (v) STORED, h TEXT UNIQUE)"
                            + " WITH SYSTEM VERSIONING",
                    "CREATE TABLE %db.virtuals (id INT PRIMARY KEY, v INT AS (id + 1) VIRTUAL) WITH SYSTEM VERSIONING",
                    "CREATE TABLE %db.transactions (id INT PRIMARY KEY, s BIGINT UNSIGNED GENERATED ALWAYS AS ROW START,"
                            + " e BIGINT UNSIGNED GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e))"
                            + " WITH SYSTEM VERSIONING",
                    "CREATE TABLE %db.plain (id INT PRIMARY KEY, v INT AS (id + 1) VIRTUAL)");
            PreflightOutcome checked = PreflightOutcome.of(source, source.connection(), "counter", "versioned",
                    "virtuals",
                    "transactions",
                    "plain");
            assertThat(checked.sentences()).hasSize(3)
                    .anyMatch(found -> found.matches(".*\\[0].*it is no table but a SEQUENCE"))
                    .anyMatch(
                            found -> found.matches(".*\\[2].*column `v`: MariaDB writes wrong values of the virtual.*"))
                    .anyMatch(found -> found.matches(".*\\[3].*it is versioned by transactions .*`e` is a bigint.*"));
            assertThat(checked.remedies()).noneMatch(remedy -> remedy.contains("behind it"));
            assertThat(
                    PreflightOutcome.once(source, source.connection(), ReplicationMechanism.GTID, ENGINE, "versioned",
                            "virtuals", "transactions", "plain").failures())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void awkwardNamesAreNames(Flavour flavour) throws SQLException {
        String awkward = "a`b.c'd\"e\\f g;--%ü🚀".replace("🚀", "");
        try (TestSource source = TestSource.open(flavour, awkward);
                TestDestination destination = TestDestination.open("to " + awkward)) {
            source.execute("CREATE TABLE %db." + TestSource.quote(awkward) + " (" + TestSource.quote(awkward)
                    + " INT PRIMARY KEY)");
            TableMapping mapping = new TableMapping(source.table(awkward), awkward, List.of(), true, List.of(awkward),
                    ENGINE, awkward, List.of());
            assertThat(
                    PreflightOutcome.of(source, source.connection(), destination.clickHouse(), destination.database(),
                            mapping).report().failures())
                    .isEmpty();
        }
    }
}
