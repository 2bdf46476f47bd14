package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the destination takes the tables; which family the source is of makes no difference. */
class DestinationChecksTest {
    private static TestSource source;

    @BeforeAll
    static void makeSource() throws SQLException {
        source = TestSource.open(Flavour.MARIADB);
        source.execute("CREATE TABLE %db.orders (id INT PRIMARY KEY)");
    }

    @AfterAll
    static void dropSource() throws SQLException {
        source.close();
    }

    private static PreflightOutcome check(ClickHouse clickHouse, String database, String target) {
        TableMapping mapping = PreflightOutcome.mapping(source.table("orders"), target);
        return PreflightOutcome.of(source, source.connection(), clickHouse, database, mapping);
    }

    @Test
    void aMissingDatabaseIsMadeByTheStatementGiven() {
        try (TestDestination destination = TestDestination.open()) {
            String missing = "absent `" + destination.database();
            PreflightOutcome checked = check(destination.clickHouse(), missing, "orders");
            assertThat(checked.failures()).singleElement()
                    .satisfies(found -> assertThat(found.value()).isEqualTo(missing));
            destination.clickHouse().execute(checked.remedies().getFirst());
            assertThat(check(destination.clickHouse(), missing, "orders").failures()).isEmpty();
            destination.clickHouse().execute("DROP DATABASE " + Identifiers.quote(missing));
        }
    }

    @Test
    void aDatabaseThatCannotExchangeTablesIsRefused() {
        try (TestDestination destination = TestDestination.open()) {
            assertThat(check(destination.clickHouse(), "system", "orders").sentences()).singleElement().asString()
                    .startsWith("destination.database system: ");
            String memory = destination.database() + "_memory";
            destination.clickHouse().execute("CREATE DATABASE " + memory + " ENGINE = Memory");
            assertThat(check(destination.clickHouse(), memory, "orders").sentences()).containsExactly(
                    "destination.database " + memory + ": its engine Memory cannot exchange tables atomically");
            destination.clickHouse().execute("DROP DATABASE " + memory);
        }
    }

    @Test
    void aTableThatHoldsRowsIsLeftAlone() {
        try (TestDestination destination = TestDestination.open()) {
            destination.clickHouse().execute("CREATE TABLE " + Identifiers.quote(destination.database(), "it's")
                    + " (id Int32) ENGINE = ReplacingMergeTree ORDER BY id AS SELECT 1");
            PreflightOutcome checked = check(destination.clickHouse(), destination.database(), "it's");
            assertThat(checked.sentences()).containsExactly("source.mysql.tableMappings[0].targetTable it's: the"
                    + " destination table holds rows already");
            assertThat(destination.values("id", "it's")).isEqualTo(List.of("1"));
            String remedy = checked.remedies().getFirst();
            destination.clickHouse().execute(remedy.substring(remedy.indexOf("DROP TABLE")));
            assertThat(check(destination.clickHouse(), destination.database(), "it's").failures()).isEmpty();
        }
    }

    /** Loaded beside it, where the tables join a pipe; one that is created would read it from the start. */
    @Test
    void aCopyThatADeletedPipeLeftMakesRoomForAddedTablesAlone() {
        try (TestDestination destination = TestDestination.open()) {
            TableMapping mapping = PreflightOutcome.mapping(source.table("orders"), "left");
            UUID other = UUID.randomUUID();
            String copyOf = "Copy of %s by ClickPipe " + other;
            destination.clickHouse().execute("CREATE TABLE " + destination.database() + ".left (id Int32,"
                    + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9))"
                    + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id COMMENT "
                    + Identifiers.literal(copyOf.formatted(source.table("orders").quoted()))
                    + " AS SELECT 1, 5, 0, now64(9)");
            assertThat(check(destination.clickHouse(), destination.database(), "left").sentences())
                    .containsExactly("source.mysql.tableMappings[0].targetTable left: the destination table holds"
                            + " rows already");
            assertThat(added(destination, _ -> false, mapping).failures()).isEmpty();
            assertThat(added(destination, other::equals, mapping).sentences()).containsExactly(
                    "source.mysql.tableMappings[0].targetTable left: the living ClickPipe " + other
                            + " made it, or took it over");
            destination.clickHouse().execute("ALTER TABLE " + destination.database() + ".left MODIFY COMMENT "
                    + Identifiers.literal(copyOf.formatted("`shop`.`others`")));
            assertThat(added(destination, _ -> false, mapping).failures()).hasSize(1);
        }
    }

    private static PreflightOutcome added(TestDestination destination, ActivePipes living, TableMapping mapping) {
        return PreflightOutcome.added(source, living, destination.clickHouse(), destination.database(), mapping);
    }

    @Test
    void aTableThatDoesNotFitIsRefusedWithEverythingThatDoesNot() {
        try (TestDestination destination = TestDestination.open()) {
            String added = ", _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9)";
            for (String[] made : new String[][]{
                    {"(id Int32" + added + ") ENGINE = MergeTree ORDER BY id", "its engine is not ReplacingMergeTree("},
                    {"(id Int32" + added + ") ENGINE = ReplacingMergeTree(_peerdb_version) ORDER BY id",
                            "its engine is not ReplacingMergeTree("},
                    {"(id Int32" + added + ") ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY"
                            + " (id, _peerdb_synced_at)", "its sorting key is id, _peerdb_synced_at"},
                    {"(id Int64" + added
                            + ") ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id",
                            "it has no column id of type Int32"}}) {
                destination.clickHouse().execute("CREATE TABLE " + destination.database() + ".other " + made[0]);
                assertThat(check(destination.clickHouse(), destination.database(), "other").sentences()).as(made[0])
                        .anyMatch(sentence -> sentence.contains("does not fit: " + made[1]));
                destination.clickHouse().execute("DROP TABLE " + destination.database() + ".other SYNC");
            }
        }
    }

    @Test
    void aViewIsNoTarget() {
        try (TestDestination destination = TestDestination.open()) {
            destination.clickHouse().execute("CREATE VIEW " + Identifiers.quote(destination.database(), "seen")
                    + " AS SELECT 1 AS id");
            assertThat(check(destination.clickHouse(), destination.database(), "seen").sentences())
                    .containsExactly("source.mysql.tableMappings[0].targetTable seen: it is a view");
        }
    }

    @Test
    void aWrongPasswordOfClickHouseIsToldWithoutRepeatingIt() {
        ClickHouseAddress right = TestDestination.address();
        try (ClickHouse clickHouse = new ClickHouse(
                new ClickHouseAddress(right.url(), right.user(), "not-the-password"))) {
            PreflightOutcome checked = check(clickHouse, "shop", "orders");
            assertThat(checked.failures()).singleElement().extracting(PreflightFinding::field)
                    .isEqualTo("destination.database");
            assertThat(checked.report().toString()).doesNotContain("not-the-password");
        }
    }

    @Test
    void aClickHouseThatDoesNotAnswerIsToldBesideWhatIsWrongAtTheSource() {
        try (ClickHouse clickHouse = new ClickHouse(new ClickHouseAddress("http://127.0.0.1:1", "default", ""))) {
            PreflightOutcome checked = PreflightOutcome.of(source, source.connection(), clickHouse, "shop",
                    PreflightOutcome.mapping(source.table("nowhere"), "orders"));
            assertThat(checked.sentences()).hasSize(2).anyMatch(found -> found.contains("`nowhere`"))
                    .anyMatch(found -> found.startsWith("destination.database shop: ClickHouse takes no connection"));
            assertThat(checked.remedies()).anyMatch(remedy -> remedy.contains("CLICKPIPE_CLICKHOUSE_URL"));
        }
    }
}
