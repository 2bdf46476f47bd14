package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.TableSpecification.Column;
import dev.clickpipe.activities.testing.TestDestination;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Definitions for replicas, as text: there is no cluster here that would take them. That they are statements is what the
 * real server's own parser says.
 */
class ReplicationTest {
    private static final TableStatements ON_CLUSTER = new TableStatements("d.b", new Replication.OnCluster("my `c`"));
    private static final TableStatements BY_DATABASE = new TableStatements("db", new Replication.ByDatabase());

    private static TableSpecification table(Storage storage) {
        return new TableSpecification("db", "t", List.of(new Column("id", "Int32", ""), new Column("v", "UInt64", "")),
                storage, "Copy");
    }

    private static Storage keyed(boolean deleteOnMerge) {
        return new Storage.Keyed(List.of("id"), "v", "d", deleteOnMerge);
    }

    @Test
    void theDatabaseOrTheClusterReplicates() {
        assertThat(Replication.of("Atomic", Optional.empty())).isEqualTo(new Replication.None());
        assertThat(Replication.of("Shared", Optional.empty())).isEqualTo(new Replication.None());
        assertThat(Replication.of("Replicated", Optional.empty())).isEqualTo(new Replication.ByDatabase());
        assertThat(Replication.of("Atomic", Optional.of("c"))).isEqualTo(new Replication.OnCluster("c"));
        assertThat(Replication.of("Replicated", Optional.of("c"))).isEqualTo(new Replication.ByDatabase());
    }

    @Test
    void onAClusterEveryDefinitionNamesIt() {
        assertThat(ON_CLUSTER.create(table(keyed(false)))).isEqualTo("""
                CREATE TABLE `d.b`.`t` ON CLUSTER `my \\`c\\``
                (
                `id` Int32,
                `v` UInt64
                )
                ENGINE = ReplicatedReplacingMergeTree(`v`, `d`)
                ORDER BY (`id`)
                SETTINGS allow_nullable_key = 1
                COMMENT 'Copy'""");
        assertThat(ON_CLUSTER.createUnlessThere(table(new Storage.Kept(List.of("id"))))).isEqualTo("""
                CREATE TABLE IF NOT EXISTS `d.b`.`t` ON CLUSTER `my \\`c\\``
                (
                `id` Int32,
                `v` UInt64
                )
                ENGINE = ReplicatedMergeTree
                ORDER BY (`id`)
                COMMENT 'Copy'""");
        assertThat(ON_CLUSTER.exchange("a", "b"))
                .isEqualTo("EXCHANGE TABLES `d.b`.`a` AND `d.b`.`b` ON CLUSTER `my \\`c\\``");
        assertThat(ON_CLUSTER.drop("a")).isEqualTo(
                "DROP TABLE IF EXISTS `d.b`.`a` ON CLUSTER `my \\`c\\`` SYNC SETTINGS max_table_size_to_drop = 0");
        assertThat(ON_CLUSTER.comment("a", "it's"))
                .isEqualTo("ALTER TABLE `d.b`.`a` ON CLUSTER `my \\`c\\`` MODIFY COMMENT 'it\\'s'");
    }

    @Test
    void inADatabaseThatReplicatesTablesDoToo() {
        assertThat(BY_DATABASE.create(table(new Storage.Appended(List.of("v"), "v")))).isEqualTo("""
                CREATE TABLE `db`.`t`
                (
                `id` Int32,
                `v` UInt64
                )
                ENGINE = ReplicatedMergeTree
                ORDER BY (`v`)
                SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 100000, \
                replicated_deduplication_window = 100000, replicated_deduplication_window_seconds = 31536000
                COMMENT 'Copy'""");
        assertThat(BY_DATABASE.exchange("a", "b")).isEqualTo("EXCHANGE TABLES `db`.`a` AND `db`.`b`");
        assertThat(BY_DATABASE.create(table(new Storage.Nothing()))).contains("ENGINE = Null");
    }

    static Stream<String> statements() {
        return Stream.of(ON_CLUSTER, BY_DATABASE).flatMap(each -> Stream.of(each.create(table(keyed(true))),
                each.create(table(new Storage.Appended(List.of("id"), "v"))),
                each.createUnlessThere(table(new Storage.Kept(List.of("id")))),
                each.create(table(new Storage.Nothing())),
                each.exchange("a", "b"), each.drop("a"), each.comment("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theServersParserTakesThem(String statement) {
        try (TestDestination destination = TestDestination.open()) {
            assertThat(destination.clickHouse().select("SELECT formatQuerySingleLine("
                    + Identifiers.literal(statement) + ") AS q", row -> row.text("q"))).singleElement().asString()
                    .contains(statement.contains("ON CLUSTER") ? "ON CLUSTER" : "TABLE");
        }
    }
}
