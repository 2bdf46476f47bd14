package dev.clickpipe.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipeTextTest {
    @TempDir
    private Path folder = Path.of("");

    private ObjectNode read(String text) throws IOException {
        return PipeText.read(Files.writeString(folder.resolve("pipe"), text));
    }

    @ParameterizedTest
    @EnumSource
    void everyTextComesBackAsItWas(PipeText format) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("port", 3306).put("serverId", 4294967295L)
                .put("disableTls", true);
        List<String> texts = List.of("no", "off", "y", "null", "~", "true", "3306", "0x10", "1e3", "+1", "-1", ".inf",
                ".nan", "0o7", "1_000", "127.0.0.1", "08", ".5",
                "12:30:00",
                "2026-11-21", "a: b", "# no comment", "- dash", " leading", "trailing ", "it's", "\"quoted\"",
                "back\\slash",
                "`a.b`", "é ü 漢 😀", "tab\there", "", "${NAME}", "@at", "%percent", "*star", "&and", "!bang", "[x]",
                "{x}",
                "-----BEGIN CERTIFICATE-----\nMIIB==\n-----END CERTIFICATE-----\n", "two\n\nlines", "x".repeat(500));
        for (int i = 0; i < texts.size(); i++) {
            body.put("text" + i, texts.get(i));
        }
        body.putArray("list").addObject().put("sourceTable", "orders");

        String written = format.write(body);

        assertThat(read(written).toString()).isEqualTo(body.toString());
        assertThat(format.write(read(written))).isEqualTo(written).endsWith("\n");
    }

    @Test
    void whatIsNoPipeIsToldWithoutRepeatingIt() {
        for (String text : List.of("{\"password\": \"secret-9\"", "password: \"secret-9\n", "- secret-9", "secret-9",
                "")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(PipeFileException.class)
                    .hasMessageContaining("pipe is").hasMessageNotContaining("secret-9");
        }
        assertThatThrownBy(() -> PipeText.read(folder.resolve("absent"))).hasMessageContaining("There is no file");
    }

    @Test
    void placeholdersAreFilledAndAllThatAreMissingAreNamed() throws IOException {
        ObjectNode body = read("""
                host: db-${STAGE}.internal
                credentials: {username: "${USER_NAME}", password: "${PASS_WORD}"}
                list: ["${STAGE}", "$STAGE", "$${STAGE}", 7]
                """);
        ObjectNode filled = Placeholders.fill(body,
                Map.of("STAGE", "two", "USER_NAME", "u", "PASS_WORD", "p$1\\\"'{}"));
        assertThat(filled.path("host").asText()).isEqualTo("db-two.internal");
        assertThat(filled.path("credentials").path("password").asText()).isEqualTo("p$1\\\"'{}");
        assertThat(filled.path("list")).hasToString("[\"two\",\"$STAGE\",\"$two\",7]");
        assertThatThrownBy(() -> Placeholders.fill(body, Map.of("STAGE", "secret-9")))
                .isInstanceOf(PipeFileException.class)
                .hasMessageContaining("PASS_WORD, USER_NAME").hasMessageNotContaining("secret-9");
    }

    @Test
    void differencesAreToldByFieldAndCredentialsAreNot() throws IOException {
        ObjectNode file = read("""
                name: orders
                source:
                  mysql:
                    host: db
                    credentials: {username: u, password: secret-9}
                    settings: {replicationMode: cdc, syncIntervalSeconds: 10, startPosition: {gtidSet: 0-1-5}}
                    tableMappings:
                      - {sourceSchemaName: shop, sourceTable: b, targetTable: b, excludedColumns: [y, x]}
                      - {sourceSchemaName: shop, sourceTable: a, targetTable: a,
                         columns: [{sourceColumn: born, targetType: String}], sortingKeys: [q, p]}
                """);
        ObjectNode pipe = read(
                """
                        {"name": "orders", "source": {"mysql": {"type": "mysql", "host": "db",
                          "settings": {"replicationMode": "cdc", "syncIntervalSeconds": 60, "pullBatchSize": 100000},
                          "tableMappings": [
                            {"sourceSchemaName": "shop", "sourceTable": "a", "targetTable": "a", "sortingKeys": ["p", "q"],
                             "columns": [{"sourceColumn": "born", "targetType": "Date32"}], "tableEngine": "ReplacingMergeTree"},
                            {"sourceSchemaName": "shop", "sourceTable": "b", "targetTable": "b", "excludedColumns": ["x", "y"],
                             "partitionKey": null}]}},
                         "destination": {"database": "default"}}
                        """);

        assertThat(BodyDifference.between(file, pipe)).extracting(BodyDifference::toString).containsExactly(
                "DIFFERENT source.mysql.settings.startPosition.gtidSet file=0-1-5 pipe=(none)",
                "DIFFERENT source.mysql.settings.syncIntervalSeconds file=10 pipe=60",
                "DIFFERENT source.mysql.tableMappings[shop.a].columns[born].targetType file=String pipe=Date32",
                "DIFFERENT source.mysql.tableMappings[shop.a].sortingKeys file=q, p pipe=p, q");
        assertThat(BodyDifference.between(pipe, pipe)).isEmpty();
    }
}
