package dev.clickpipe.api.wire;

import static dev.clickpipe.api.CreateBodies.PASSWORD;
import static dev.clickpipe.api.CreateBodies.example;
import static dev.clickpipe.api.CreateBodies.mysql;
import static dev.clickpipe.api.CreateBodies.settings;
import static dev.clickpipe.api.CreateBodies.table;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateClickPipeReaderTest {
    private static final String START = "source.mysql.settings.startPosition";
    private static final String GTIDS = "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5:7";

    @Test
    void theContractsExampleIsRead() {
        CreateClickPipe read = read(example());
        assertThat(read.name()).isEqualTo("orders");
        assertThat(read.source().password()).isEqualTo(PASSWORD);
        assertThat(read.source().type()).isEqualTo(SourceType.MYSQL);
        assertThat(read.tables()).containsExactly(new TableMapping(new TableName("shop", "orders"), "shop_orders",
                List.of(), false, List.of(), TableEngine.REPLACING_MERGE_TREE, null, List.of()));
        assertThat(read.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void columnsMayHaveNamesAndTypesOfTheirOwn() {
        String body = """
                {"name":"n","source":{"mysql":{"host":"h","port":1,"credentials":{"username":"u","password":""},
                 "settings":{"replicationMode":"cdc"},
                 "tableMappings":[{"sourceSchemaName":"s","sourceTable":"t","targetTable":"d","columns":%s}]}}}
                """;
        assertThat(read(body.formatted("""
                [{"sourceColumn":"a","targetColumn":"b","targetType":"Int64"},{"sourceColumn":"c"}]"""))
                .tables().getFirst().columns()).containsExactly(new ColumnMapping("a", "b", "Int64"),
                        new ColumnMapping("c", null, null));
        assertThat(read(body.formatted("[]")).tables().getFirst().columns()).isEmpty();
    }

    @Test
    void positionsMayBeToldByFile() {
        String body = """
                {"name":"n","source":{"mysql":{"host":"h","port":1,"credentials":{"username":"u","password":""},
                 "settings":{"replicationMode":"cdc","replicationMechanism":"%s"},
                 "tableMappings":[{"sourceSchemaName":"s","sourceTable":"t","targetTable":"d"}]}}}
                """;
        assertThat(read(body.formatted("FILE_POS")).replication().mechanism()).isEqualTo(ReplicationMechanism.FILE_POS);
        assertThat(read(body.formatted("GTID")).replication().mechanism()).isEqualTo(ReplicationMechanism.GTID);
    }

    @Test
    void aPipeThatLoadsNothingMayBeginAtAChosenPosition() {
        assertThat(read(example(body -> start(body).put("gtidSet", GTIDS))).replication().start())
                .isEqualTo(new Coordinates.Gtid(GTIDS));
        assertThat(read(example(body -> startByFile(body).put("binlogFile", "binlog.000007").put("binlogPosition",
                5_000_000_000L))).replication().start())
                .isEqualTo(new Coordinates.FileOffset("binlog.000007", 5_000_000_000L));
        assertThat(read(example(body -> settings(body).putNull("startPosition"))).replication().start()).isNull();
    }

    @Test
    void valuesOutOfRangeMayFailTheTable() {
        String body = """
                {"name":"n","source":{"mysql":{"host":"h","port":1,"credentials":{"username":"u","password":""},
                 "settings":{"replicationMode":"cdc","valuesOutOfRange":"%s"},
                 "tableMappings":[{"sourceSchemaName":"s","sourceTable":"t","targetTable":"d"}]}}}
                """;
        assertThat(read(body.formatted("fail")).replication().outOfRange()).isEqualTo(OutOfRange.FAIL);
        assertThat(read(body.formatted("nearest")).replication().outOfRange()).isEqualTo(OutOfRange.NEAREST);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        CreateClickPipe read = read("""
                {"name":"n","source":{"mysql":{"host":"h","port":1,"credentials":{"username":"u","password":""},
                 "settings":{"replicationMode":"snapshot"},
                 "tableMappings":[{"sourceSchemaName":"s","sourceTable":"t","targetTable":"d"}]}},
                 "fieldMappings":[],"settings":{},"scaling":null}
                """);
        assertThat(read.replication()).isEqualTo(new ReplicationSettings(ReplicationMode.SNAPSHOT,
                ReplicationMechanism.GTID, 60, 100_000, false, false, 4, 100_000, 1, false, OutOfRange.NEAREST));
        assertThat(read.source().type()).isEqualTo(SourceType.MYSQL);
        assertThat(read.source().tls()).isEqualTo(new TlsSettings(false, false, null, null));
        assertThat(read.source().serverId()).isNull();
        assertThat(read.destinationDatabase()).isEqualTo("default");
        assertThat(read.tables().getFirst().engine()).isEqualTo(TableEngine.REPLACING_MERGE_TREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b\"c`d", "dots.in.it", " spaces around ", "back\\slash\\", "🦆 ünï", "%s ${x} {0}",
            "DROP TABLE x; --"})
    void namesKeepEveryCharacter(String name) {
        CreateClickPipe read = read(example(body -> {
            body.put("name", name);
            table(body).put("sourceSchemaName", name).put("sourceTable", name).put("targetTable", name);
        }));
        assertThat(read.name()).isEqualTo(name);
        assertThat(read.tables().getFirst().source()).isEqualTo(new TableName(name, name));
        assertThat(read.tables().getFirst().target()).isEqualTo(name);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(mistake("name", "", "it is missing", body -> body.remove("name")),
                mistake("name", "", "it is missing", body -> body.putNull("name")),
                mistake("name", "7", "it is a number, not a text", body -> body.put("name", 7)),
                mistake("name", "", "it is empty", body -> body.put("name", "  ")),
                mistake("naem", "", "there is no such field", body -> body.put("naem", "x")),
                mistake("source", "", "it is missing", body -> body.remove("source")),
                mistake("source", "a text", "it is not an object", body -> body.put("source", "mysql")),
                mistake("source.kafka", "", "it belongs to pipes that do not read MySQL",
                        body -> body.withObject("/source/kafka").put("brokers", "b")),
                mistake("source.mysql.type", "oracle", "it is not a known value",
                        body -> mysql(body).put("type", "oracle")),
                mistake("source.mysql.host", "", "it is missing", body -> mysql(body).remove("host")),
                mistake("source.mysql.host", "db:3306/shop", "it is not a host name or an address",
                        body -> mysql(body).put("host", "mysql://root:" + PASSWORD + "@db:3306/shop")),
                mistake("source.mysql.port", "3306", "it is a text, not a whole number",
                        body -> mysql(body).put("port", "3306")),
                mistake("source.mysql.port", "65536", "it is out of range", body -> mysql(body).put("port", 65536)),
                mistake("source.mysql.port", "3306.5", "it is a number, not a whole number",
                        body -> mysql(body).put("port", 3306.5)),
                mistake("source.mysql.serverId", "4294967296", "it is out of range",
                        body -> mysql(body).put("serverId", 4_294_967_296L)),
                mistake("source.mysql.authentication", "IAM_ROLE", "only user and password are supported",
                        body -> mysql(body).put("authentication", "IAM_ROLE")),
                mistake("source.mysql.iamRole", "", "IAM is not supported", body -> mysql(body).put("iamRole", "r")),
                mistake("source.mysql.credentials", "", "it is missing", body -> mysql(body).remove("credentials")),
                mistake("source.mysql.credentials.password", "", "it is missing",
                        body -> body.withObject("/source/mysql/credentials").remove("password")),
                mistake("source.mysql.credentials.password", "", "it is a number, not a text",
                        body -> body.withObject("/source/mysql/credentials").put("password", 424242)),
                mistake("source.mysql.credentials.pasword", "", "there is no such field",
                        body -> body.withObject("/source/mysql/credentials").put("pasword", PASSWORD)),
                mistake("source.mysql.caCertificate", "", "it is not a certificate in PEM",
                        body -> mysql(body).put("caCertificate", "-----BEGIN CERTIFICATE-----")),
                mistake("source.mysql.disableTls", "no", "it is a text, not true or false",
                        body -> mysql(body).put("disableTls", "no")),
                mistake("source.mysql.settings", "", "it is missing", body -> mysql(body).remove("settings")),
                mistake("source.mysql.settings.replicationMode", "", "it is missing",
                        body -> settings(body).remove("replicationMode")),
                mistake("source.mysql.settings.replicationMode", "CDC", "it is not a known value",
                        body -> settings(body).put("replicationMode", "CDC")),
                mistake("source.mysql.settings.replicationMechanism", "FILEPOS",
                        "it is not a known value",
                        body -> settings(body).put("replicationMechanism", "FILEPOS")),
                mistake("source.mysql.settings.syncIntervalSeconds", "0", "it is out of range",
                        body -> settings(body).put("syncIntervalSeconds", 0)),
                mistake("source.mysql.settings.snapshotNumRowsPerPartition", "999", "it is out of range",
                        body -> settings(body).put("snapshotNumRowsPerPartition", 999)),
                mistake("source.mysql.settings.pullBatchSize", "99999999999999999999", "it is out of range",
                        body -> settings(body).put("pullBatchSize", new java.math.BigInteger("99999999999999999999"))),
                mistake(START, "", "it names a GTID set and a place in a binlog file",
                        body -> start(body).put("gtidSet", GTIDS).put("binlogFile", "b.000001")),
                mistake(START, "", "it names no position", body -> start(body).putNull("gtidSet")),
                mistake(START, "a text", "it is not an object",
                        body -> settings(body).put("replicationMode", "cdc_only").put("startPosition", GTIDS)),
                mistake(START + ".binlogPosition", "", "it is required with binlogFile",
                        body -> start(body).put("binlogFile", "b.000001")),
                mistake(START + ".binlogFile", "", "it is required with binlogPosition",
                        body -> start(body).put("binlogPosition", 4)),
                mistake(START + ".binlogPosition", "3", "it is out of range",
                        body -> startByFile(body).put("binlogFile", "b.000001").put("binlogPosition", 3)),
                mistake(START + ".gtidSet", "", "it is empty", body -> start(body).put("gtidSet", " ")),
                mistake(START + ".file", "", "there is no such field",
                        body -> start(body).put("gtidSet", GTIDS).put("file", "b.000001")),
                mistake(START, GTIDS,
                        "only a pipe that loads nothing can have a start position, and replicationMode is cdc",
                        body -> settings(body).putObject("startPosition").put("gtidSet", GTIDS)),
                mistake(START + ".gtidSet", GTIDS,
                        "replicationMechanism FILE_POS follows by binlog file and offset",
                        body -> startByFile(body).put("gtidSet", GTIDS)),
                mistake(START + ".binlogFile", "b.000001", "replicationMechanism GTID follows by GTIDs",
                        body -> start(body).put("binlogFile", "b.000001").put("binlogPosition", 4)),
                mistake(START + ".gtidSet", "0-1-5",
                        "it is no GTID set as a source of type mysql writes it",
                        body -> start(body).put("gtidSet", "0-1-5")),
                mistake(START + ".gtidSet", GTIDS, "it is no GTID set as a source of type rdsmariadb writes it",
                        body -> {
                            start(body).put("gtidSet", GTIDS);
                            mysql(body).put("type", "rdsmariadb");
                        }),
                mistake("source.mysql.tableMappings", "", "it is missing",
                        body -> mysql(body).remove("tableMappings")),
                mistake("source.mysql.tableMappings", "an empty list", "it is not a list of at least one object",
                        body -> mysql(body).putArray("tableMappings")),
                mistake("source.mysql.tableMappings[0]", "a text", "it is not an object",
                        body -> mysql(body).putArray("tableMappings").add("shop.orders")),
                mistake("source.mysql.tableMappings[0].sourceTable", "", "it is missing",
                        body -> table(body).remove("sourceTable")),
                mistake("source.mysql.tableMappings[0].tableEngine", "Log", "it is not a known value",
                        body -> table(body).put("tableEngine", "Log")),
                mistake("source.mysql.tableMappings[0].excludedColumns[1]", "3", "it is a number, not a text",
                        body -> table(body).putArray("excludedColumns").add("c").add(3)),
                mistake("source.mysql.tableMappings[0].columns", "an object", "it is an object, not a list of objects",
                        body -> table(body).putObject("columns")),
                mistake("source.mysql.tableMappings[0].columns[0].sourceColumn", "", "it is missing",
                        body -> table(body).putArray("columns").addObject()),
                mistake("source.mysql.tableMappings[0].columns[0].targetColumn", "", "it is empty",
                        body -> table(body).putArray("columns").addObject().put("sourceColumn", "a")
                                .put("targetColumn", "")),
                mistake("source.mysql.tableMappings[0].columns[0].type", "", "there is no such field",
                        body -> table(body).putArray("columns").addObject().put("sourceColumn", "a").put("type", "b")),
                mistake("source.mysql.tableMappings[0].columns[1].sourceColumn", "a", "duplicate in columns",
                        body -> table(body).putArray("columns").add(column()).add(column())),
                mistake("source.mysql.tableMappings[0].sortingKeys", "",
                        "it is missing although useCustomSortingKey is true",
                        body -> table(body).put("useCustomSortingKey", true)),
                mistake("source.mysql.tableMappings[1].sourceTable", "`shop`.`orders`",
                        "tableMappings[0] names this table too",
                        body -> mysql(body).withArray("tableMappings")
                                .add(table(body).deepCopy().put("targetTable", "another"))),
                mistake("source.mysql.tableMappings[1].targetTable", "shop_orders",
                        "tableMappings[0] goes there too, and only tables with engine ReplacingMergeTree share a target",
                        body -> mysql(body).withArray("tableMappings").add(table(body).deepCopy()
                                .put("sourceTable", "another").put("tableEngine", "MergeTree"))),
                mistake("destination.managedTable", "", "it belongs to pipes that do not read MySQL",
                        body -> body.withObject("/destination").put("managedTable", true)),
                mistake("fieldMappings", "", "it belongs to pipes that do not read MySQL",
                        body -> body.putArray("fieldMappings").addObject().put("sourceField", "a")));
    }

    private static ObjectNode start(ObjectNode body) {
        return settings(body).put("replicationMode", "cdc_only").putObject("startPosition");
    }

    private static ObjectNode startByFile(ObjectNode body) {
        settings(body).put("replicationMechanism", "FILE_POS");
        return start(body);
    }

    private static ObjectNode column() {
        return JsonNodeFactory.instance.objectNode().put("sourceColumn", "a");
    }

    private static Arguments mistake(String field, String value, String problem, Consumer<ObjectNode> change) {
        return arguments(field, value, problem, change);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("mistakes")
    void aMistakeIsNamedWithFieldValueAndRemedy(String field, String value, String problem,
            Consumer<ObjectNode> change) {
        RefusedException refused = refusal(example(change));
        assertThat(refused.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo(field);
            assertThat(finding.value()).isEqualTo(value);
            assertThat(finding.problem()).isEqualTo(problem);
            assertThat(finding.remedy()).isNotBlank();
        });
        assertThat(refused).hasMessageContaining(field).hasMessageContaining(problem);
        assertThat(refused.getMessage()).doesNotContain(PASSWORD).doesNotContain("424242");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        RefusedException refused = refusal(example(body -> {
            body.put("name", 1).put("extra", 2);
            mysql(body).put("port", 0).remove("host");
            settings(body).put("pullBatchSize", -1);
            table(body).put("tableEngine", "x").remove("targetTable");
        }));
        assertThat(refused.findings()).extracting(PreflightFinding::field).containsExactlyInAnyOrder("name", "extra",
                "source.mysql.port", "source.mysql.host", "source.mysql.settings.pullBatchSize",
                "source.mysql.tableMappings[0].tableEngine", "source.mysql.tableMappings[0].targetTable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{\"name\":\"hunter2\"", "{\"name\":hunter2}", "{} {}",
            "{\"name\":\"a\",\"name\":\"b\"}", "name=hunter2"})
    void whatIsNoJsonObjectIsRefusedAndNotQuoted(String body) {
        assertThat(refusal(body)).hasMessageStartingWith("the body is ").hasMessageNotContaining("hunter2");
    }

    @Test
    void theOrderOfMembersDoesNotChangeTheDigestedBytes() {
        byte[] one = read(example(body -> body.set("name", body.remove("name")))).canonicalBody().bytes();
        assertThat(one).isEqualTo(read(example()).canonicalBody().bytes())
                .isNotEqualTo(read(example(body -> mysql(body).put("port", 3307))).canonicalBody().bytes());
    }

    private static CreateClickPipe read(String body) {
        return CreateClickPipeReader.read(body.getBytes(UTF_8));
    }

    private static RefusedException refusal(String body) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(body));
        assertThat(refused).as("must be refused: " + body).isNotNull();
        return refused;
    }
}
