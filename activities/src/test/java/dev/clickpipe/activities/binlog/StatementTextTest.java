package dev.clickpipe.activities.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that real servers wrote to their binlog, in the client's character set and by its sql_mode. */
class StatementTextTest {
    /** A character by set; of 表, 誠 and 功 the last byte is a backslash. */
    private static final Map<String, String> CHARACTERS = Map.of("koi8r", "я", "cp932", "表", "gbk", "誠", "big5", "功");

    /** Without its knowledge: the driver can send UTF-8 alone. */
    private static void setNames(BinlogTestSource source, String set) throws SQLException {
        source.run("SET session_track_system_variables = ''", "SET NAMES " + set);
    }

    /** Runs a statement as a client would send it that has the session's character set: PREPARE converts the text. */
    private static void send(BinlogTestSource source, String statement) throws SQLException {
        source.run("SET @s = CONVERT(0x" + HexFormat.of().formatHex(statement.getBytes(StandardCharsets.UTF_8))
                + " USING utf8mb4)", "PREPARE p FROM @s", "EXECUTE p", "DEALLOCATE PREPARE p");
    }

    private static List<BinlogEvent.Statement> statementsSince(BinlogTestSource source, Coordinates from)
            throws SQLException, InterruptedException {
        List<BinlogEvent.Statement> statements = new ArrayList<>();
        for (BinlogEvent event : source.eventsSince(from)) {
            if (event instanceof BinlogEvent.Statement statement) {
                statements.add(statement);
            }
        }
        return statements;
    }

    private static DdlStatement touching(BinlogTestSource source, String... tables) {
        return new DdlStatement.TouchesTables(Arrays.stream(tables)
                .map(table -> new TableName(source.schema(), table)).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void textsAreInTheCharacterSetOfTheClient(Flavour flavour) throws SQLException, InterruptedException {
        Map<String, String> characters = new LinkedHashMap<>(CHARACTERS);
        if (flavour == Flavour.MYSQL) {
            characters.put("gb18030", "誠");
        }
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates from = source.position();
            List<DdlStatement> expected = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, String> set : characters.entrySet()) {
                String name = set.getKey() + set.getValue();
                setNames(source, set.getKey());
                send(source, "CREATE TABLE `" + name + "` (a INT) ENGINE=MEMORY");
                send(source, "TRUNCATE TABLE `" + name + "`");
                send(source, "DROP TABLE `" + name + "`");
                for (int i = 0; i < 3; i++) {
                    expected.add(touching(source, name));
                    names.add(name);
                }
            }
            setNames(source, "utf8mb4");
            List<BinlogEvent.Statement> statements = statementsSince(source, from);
            assertThat(statements).extracting(DdlStatement::read).isEqualTo(expected);
            assertThat(statements).zipSatisfy(names, (statement, name) -> assertThat(statement.text()).contains(name));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormIsRead(Flavour flavour) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE `é` (a INT PRIMARY KEY)");
            Coordinates from = source.position();
            setNames(source, "latin1");
            send(source, "CREATE TABLE x LIKE `é`");
            send(source,
                    "CREATE TABLE `pé` (a INT PRIMARY KEY) PARTITION BY RANGE (a) (PARTITION q VALUES LESS THAN (9))");
            send(source, "ALTER TABLE `pé` EXCHANGE PARTITION q WITH TABLE `é`");
            send(source, "RENAME TABLE `é` TO `é2`");
            send(source, "CREATE INDEX i ON `é2` (a)");
            send(source, "CREATE TABLE `sé` AS SELECT 1 AS a");
            send(source, "CREATE DATABASE `" + source.schema() + "é`");
            send(source, "DROP DATABASE `" + source.schema() + "é`");
            send(source, "DROP TABLE `é2`, `pé`, `sé`, x");
            setNames(source, "utf8mb4");
            assertThat(statementsSince(source, from)).extracting(DdlStatement::read).containsExactly(
                    touching(source, "x"), touching(source, "pé"), touching(source, "pé", "é"),
                    touching(source, "é", "é2"), touching(source, "é2"),
                    // Servers write this one themselves, in UTF-8.
                    touching(source, "sé", "sÃ©"), new DdlStatement.Harmless(),
                    new DdlStatement.TouchesSchema(source.schema() + "é"),
                    touching(source, "é2", "pé", "sé", "x"));
        }
    }

    /** The event names the character set of EXECUTE; the bytes are in that of PREPARE. */
    @ParameterizedTest
    @EnumSource
    void aStatementPreparedInAnotherSetIsReadAsWell(Flavour flavour) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE `日本` (a INT)");
            Coordinates from = source.position();
            source.run("PREPARE p FROM 'TRUNCATE TABLE `日本`'", "PREPARE q FROM 'DROP TABLE `日本`'");
            setNames(source, "latin1");
            source.run("EXECUTE p", "EXECUTE q", "SET NAMES utf8mb4");
            List<BinlogEvent.Statement> statements = statementsSince(source, from);
            assertThat(DdlStatement.read(statements.getFirst())).isInstanceOfSatisfying(
                    DdlStatement.TouchesTables.class,
                    touched -> assertThat(touched.tables()).contains(new TableName(source.schema(), "日本")));
            assertThat(statements.getLast().text()).as("the set does not have it").contains("`??`");
            assertThat(DdlStatement.read(statements.getLast())).isEqualTo(new DdlStatement.NotUnderstood());
        }
    }

    @ParameterizedTest
    @EnumSource
    void quotesGoBySqlMode(Flavour flavour) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates from = source.position();
            for (String mode : List.of("ANSI_QUOTES", flavour == Flavour.MYSQL ? "ANSI" : "ORACLE")) {
                source.run("SET sql_mode = '" + mode + "'", "CREATE TABLE \"a\\b\" (a INT)", "TRUNCATE TABLE \"a\\b\"",
                        "DROP TABLE \"a\\b\"");
            }
            source.run("SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "CREATE TABLE e (a INT) COMMENT 'x\\'",
                    "ALTER TABLE e COMMENT 'x\\', RENAME TO f -- '\n", "SET sql_mode = ''");
            List<DdlStatement> read = new ArrayList<>();
            statementsSince(source, from).forEach(statement -> read.add(DdlStatement.read(statement)));
            assertThat(read).hasSize(8);
            assertThat(read.subList(0, 6)).containsOnly(touching(source, "a\\b"));
            assertThat(read.subList(6, 8)).containsExactly(touching(source, "e"), touching(source, "e", "f"));
        }
    }

    /** What MySQL alone lists; MariaDB's events say nothing of it. */
    @ParameterizedTest
    @EnumSource
    void databasesOfAllWrittenTablesAreListed(Flavour flavour) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour);
                BinlogTestSource other = new BinlogTestSource(flavour)) {
            String elsewhere = other.schema();
            source.run("CREATE TABLE t (a INT)", "CREATE VIEW " + elsewhere + ".v AS SELECT * FROM t");
            other.run("CREATE TABLE plain (a INT)", "CREATE TABLE g (a INT)",
                    "CREATE TRIGGER trg AFTER INSERT ON g FOR EACH"
                            + " ROW INSERT INTO " + source.schema() + ".t VALUES (1)");
            Coordinates from = source.position();
            source.run("SET SESSION binlog_format = STATEMENT", "INSERT INTO " + elsewhere + ".plain VALUES (1)",
                    "INSERT INTO " + elsewhere + ".g VALUES (1)", "INSERT INTO " + elsewhere + ".v VALUES (1)",
                    "SET SESSION binlog_format = ROW");
            List<BinlogEvent.Statement> statements = statementsSince(source, from);
            if (flavour == Flavour.MARIADB) {
                assertThat(statements).hasSize(3).allMatch(statement -> statement.writtenSchemas() == null);
            } else {
                assertThat(statements).extracting(BinlogEvent.Statement::writtenSchemas).containsExactly(
                        Set.of(elsewhere), Set.of(elsewhere, source.schema()), Set.of(source.schema()));
            }
        }
    }
}
