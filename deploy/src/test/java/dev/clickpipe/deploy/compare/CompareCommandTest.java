package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.CommandRun;
import dev.clickpipe.deploy.connection.AddressException;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @Test
    void wrongUsageIsToldAndEndsWithTwo() {
        assertThat(CommandRun.command(new CompareCommand()).code()).isEqualTo(2);
        assertThat(CommandRun.command(new CompareCommand(), "--source", "mysql://h", "--pipe", "x").code())
                .isEqualTo(2);
        CommandRun table = CommandRun.command(new CompareCommand(), "--table", "a.b.c=d.e");
        assertThat(table.code()).isEqualTo(2);
        assertThat(table.out()).contains("'a.b.c=d.e' is not database.table=database.table");
        CommandRun file = CommandRun.command(new CompareCommand(), "--pipe", "nowhere.json");
        assertThat(file.code()).isEqualTo(2);
        assertThat(file.out()).contains("no file nowhere.json");
    }

    @Test
    void aServerThatDoesNotAnswerEndsWithThree() {
        CommandRun ran = CommandRun.command(new CompareCommand(), "--source", "mysql://u:secret@127.0.0.1:1",
                "--clickhouse",
                "http://127.0.0.1:1", "--table", "a.b=c.d");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).doesNotContain("secret");
    }

    @Test
    void namesWithDotsStandInBackticks() {
        TableOption option = new TableOption.Converter().convert("`a.b`.c=d.`e=f`");
        assertThat(option.source().database()).isEqualTo("a.b");
        assertThat(option.source().table()).isEqualTo("c");
        assertThat(option.destination().table()).isEqualTo("e=f");
    }

    @Test
    void addressesAreReadAndNeverRepeatPasswords() {
        SourceAddress source = SourceAddress.parse("mariadb://a%40b:p%3Aw+@h:33", null);
        assertThat(source).isEqualTo(new SourceAddress("h", 33, "a@b", "p:w+"));
        assertThat(source).hasToString("mysql://a@b@h:33");
        assertThat(ClickHouseAddress.parse("https://h", "u", "p").base()).hasToString("https://h:8443");
        Assertions.assertThatThrownBy(() -> SourceAddress.parse("mysql://u:pass word@h", null))
                .isInstanceOf(AddressException.class).hasMessageNotContaining("pass word");
        Assertions.assertThatThrownBy(() -> SourceAddress.parse("http://u:p@h", null))
                .hasMessageContaining("begins with 'http'");
    }

    @Test
    void aPipesBodyTellsTablesAndHowNullsArrive(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pipe.json");
        Files.writeString(file, """
                {"source": {"mysql": {"host": "h", "port": 3307, "credentials": {"username": "u"},
                  "settings": {"allowNullableColumns": false},
                  "tableMappings": [{"sourceSchemaName": "s", "sourceTable": "t", "targetTable": "x",
                    "excludedColumns": ["c"], "columns": [{"sourceColumn": "a", "targetColumn": "b"}]}]}},
                 "destination": {"database": "d"}}""");

        PipeFile pipe = PipeFile.read(file, "p");

        assertThat(pipe.source()).isEqualTo(new SourceAddress("h", 3307, "u", "p"));
        assertThat(pipe.tables()).singleElement().satisfies(table -> {
            assertThat(table.source()).hasToString("s.t");
            assertThat(table.destination()).hasToString("d.x");
            assertThat(table.excludedColumns()).containsExactly("c");
            assertThat(table.renamed()).containsExactly(Map.entry("a", "b"));
            assertThat(table.nullsAsDefaults()).isTrue();
        });
    }
}
