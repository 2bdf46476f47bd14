package dev.clickpipe.activities.stream.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.LexicalRules;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementEffectTest {
    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final TableName LINES = new TableName("shop", "lines");
    private static final TableName CHECKSUMS = new TableName("percona", "checksums");
    private static final List<TableName> FOLLOWED = List.of(ORDERS, LINES);

    private final FakeSourceTables source = new FakeSourceTables();
    private final StatementEffect effect = new StatementEffect(source);

    StatementEffectTest() {
        for (TableName table : List.of(ORDERS, LINES, CHECKSUMS, new TableName("Shop", "LINES"))) {
            source.kinds.put(table, SourceTables.Kind.TABLE);
        }
    }

    private List<PipeError> errors(BinlogEvent.Statement statement) {
        return switch (effect.of(statement, FOLLOWED)) {
            case LeaseEnding.TablesFailed(List<PipeError> errors) -> errors;
            case LeaseEnding.SchemaBarrier barrier -> List.of(barrier.error());
            case null -> List.of();
            case LeaseEnding other -> throw new AssertionError(other);
        };
    }

    private List<PipeError> errors(String text) {
        return errors(BinlogEvent.Statement.usual(Flavour.MARIADB, "shop", text));
    }

    private List<TableName> stopped(String text) {
        return errors(text).stream().map(PipeError::table).toList();
    }

    private List<TableName> stopped(String text, Collection<String> writtenSchemas) {
        return errors(new BinlogEvent.Statement("shop", text, null, LexicalRules.usual(Flavour.MYSQL), true,
                Set.copyOf(writtenSchemas))).stream().map(PipeError::table).toList();
    }

    /** Amazon's agent; the source is not even asked. */
    @ParameterizedTest
    @ValueSource(strings = {
            "INSERT INTO mysql.rds_heartbeat2(id, value) values (1,1700000000000) ON DUPLICATE KEY UPDATE value = 1",
            "DELETE FROM mysql.rds_sysinfo", "UPDATE `MYSQL`.`rds_history` SET a = NOW()",
            "REPLACE INTO sys.x SELECT 1"})
    void tablesOfTheServerStopNothing(String text) {
        assertThat(errors(text)).isEmpty();
        assertThat(source.asked).isEmpty();
    }

    /** pt-table-checksum, whose user may see no triggers of its table. */
    @Test
    void aPlainTableThatNobodyFollowsStopsNothing() {
        source.triggersShown = false;
        assertThat(errors(
                "REPLACE INTO `percona`.`checksums` (db, tbl, chunk, this_cnt, this_crc) SELECT 'shop', 'orders',"
                        + " '1', COUNT(*) AS cnt, COALESCE(LOWER(CONV(BIT_XOR(CAST(CRC32(CONCAT_WS('#', `id`, CONCAT(ISNULL(`v`))))"
                        + " AS UNSIGNED)), 10, 16)), 0) AS crc FROM `shop`.`orders` FORCE INDEX(`PRIMARY`)"
                        + " WHERE ((`id` >= '1')) AND ((`id` <= '9')) /*checksum chunk*/"))
                .isEmpty();
        assertThat(errors("UPDATE `percona`.`checksums` SET chunk_time = '0.1' WHERE tbl = 'orders'")).isEmpty();
    }

    @Test
    void tablesThatAreWrittenStopAndNameTheFormat() {
        List<PipeError> errors = errors("UPDATE orders SET v = 9");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.STATEMENT_IN_PLACE_OF_ROWS);
            assertThat(error.table()).isEqualTo(ORDERS);
            assertThat(error.message()).contains("`shop`.`orders` were written by a statement",
                    "binlog_format=STATEMENT",
                    "UPDATE orders SET v = 9");
            assertThat(error.remedy()).contains("SET GLOBAL binlog_format = 'ROW'", "retry the table");
        });
        assertThat(stopped("ANALYZE UPDATE orders o JOIN shop.`lines` l ON o.id = l.id SET o.v = 1, l.v = 1"))
                .containsExactly(ORDERS, LINES);
        assertThat(stopped("INSERT INTO Shop.LINES SELECT * FROM orders")).containsExactly(LINES);
    }

    @Test
    void whatMayReachOtherTablesStopsAll() {
        TableName view = new TableName("shop", "v");
        source.kinds.put(view, SourceTables.Kind.PASSES_ROWS_ON);
        source.triggers.add(CHECKSUMS);
        assertThat(stopped("INSERT INTO v VALUES (1)")).isEqualTo(FOLLOWED);
        assertThat(stopped("INSERT INTO missing VALUES (1)")).isEqualTo(FOLLOWED);
        assertThat(stopped("INSERT INTO mysql.x VALUES (app.f(1))")).isEqualTo(FOLLOWED);
        assertThat(stopped("SELECT `shop`.`f`()")).isEqualTo(FOLLOWED);
        assertThat(stopped("CREATE TABLE s AS SELECT f() AS x")).isEqualTo(FOLLOWED);
        assertThat(stopped("INSERT INTO mysql.x SELECT * FROM v")).isEqualTo(FOLLOWED);
        assertThat(errors("DELETE FROM percona.checksums").getFirst().message()).contains("has a trigger");
        assertThat(errors("INSERT INTO missing VALUES (1)").getFirst().message())
                .contains("`missing`, which is not there");
        source.triggersShown = false;
        assertThat(errors("DELETE FROM orders")).hasSize(2)
                .allSatisfy(
                        error -> assertThat(error.remedy() + error.message()).contains("GRANT TRIGGER ON `shop`.*"));
    }

    @Test
    void foreignKeysCarryItToChildren() {
        TableName customers = new TableName("crm", "customers");
        TableName between = new TableName("shop", "between");
        source.kinds.put(customers, SourceTables.Kind.TABLE);
        source.kinds.put(between, SourceTables.Kind.TABLE);
        source.cascades.add(new SourceTables.Cascade(customers, between));
        source.cascades.add(new SourceTables.Cascade(between, LINES));
        assertThat(stopped("DELETE FROM crm.customers")).containsExactly(LINES);
    }

    /** MySQL lists the databases of all tables that a statement may write, whatever the way. */
    @Test
    void databasesThatTheServerListsSettleIt() {
        assertThat(stopped("INSERT INTO other.t SELECT f(1)", Set.of("other"))).isEmpty();
        assertThat(stopped("INSERT INTO other.t VALUES (1)", Set.of("other"))).isEmpty();
        assertThat(source.asked).isEmpty();
        assertThat(stopped("INSERT INTO other.t SELECT f(1)", Set.of("other", "shop"))).isEqualTo(FOLLOWED);
    }

    @Test
    void definitionsOfSeveralTablesEndOneLease() {
        assertThat(errors("DROP TABLE `orders`,`lines` /* generated by server */")).hasSize(2)
                .allSatisfy(error -> assertThat(error.kind()).isEqualTo(ErrorKind.SCHEMA_CHANGED));
        assertThat(effect.of(BinlogEvent.Statement.usual(Flavour.MYSQL, "shop", "TRUNCATE orders"), FOLLOWED))
                .isEqualTo(new LeaseEnding.SchemaBarrier(ORDERS, "TRUNCATE orders", "a statement changes the table"));
        assertThat(effect.of(BinlogEvent.Statement.usual(Flavour.MYSQL, "shop", "CREATE TABLE s SELECT 1"), FOLLOWED))
                .isNull();
        assertThat(source.forgotten).isEqualTo(3);
    }

    @Test
    void longStatementsAreCut() {
        String text = "INSERT INTO orders VALUES ('" + "x".repeat(10_000) + "')";
        assertThat(errors(text).getFirst().message()).contains("…").hasSizeLessThan(5_000);
        List<TableName> many = IntStream.range(0, 500).mapToObj(i -> new TableName("shop", "t" + i)).toList();
        LeaseEnding ending = effect.of(BinlogEvent.Statement.usual(Flavour.MYSQL, "shop", "CALL p('" + text + "')"),
                many);
        assertThat(ending).isInstanceOfSatisfying(LeaseEnding.TablesFailed.class, failed -> {
            assertThat(failed.errors()).hasSize(500);
            assertThat(failed.errors().stream().mapToInt(error -> error.message().length()).sum()).isLessThan(200_000);
        });
    }

    @Test
    void grantsTellWhetherTriggersAreShown() {
        TableName table = new TableName("sh_op", "t");
        assertThat(Grants.of(List.of("GRANT SELECT, REPLICATION SLAVE ON *.* TO `u`@`%`")).include("TRIGGER", table))
                .isFalse();
        assertThat(Grants.of(List.of("GRANT ALL PRIVILEGES ON *.* TO `u`@`%` WITH GRANT OPTION"))
                .include("TRIGGER", table)).isTrue();
        assertThat(
                Grants.of(List.of("GRANT USAGE ON *.* TO `u`@`%`", "GRANT SELECT, TRIGGER ON `sh\\_op`.* TO `u`@`%`"))
                        .include("TRIGGER", table))
                .isTrue();
        assertThat(Grants.of(List.of("GRANT TRIGGER ON `sh_op`.`other` TO `u`@`%`")).include("TRIGGER", table))
                .isFalse();
        assertThat(Grants.of(List.of("GRANT TRIGGER ON *.* TO `u`@`%`", "REVOKE TRIGGER ON `sh_op`.* FROM `u`@`%`"))
                .include("TRIGGER", table)).isFalse();
    }
}
