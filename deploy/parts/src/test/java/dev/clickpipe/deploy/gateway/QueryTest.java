package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.gateway.Target.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements, settings, parameters, formats and errors over plain HTTP. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
class QueryTest {
    private final Target target;

    QueryTest(Target target) {
        this.target = target;
    }

    @Test
    void anAnswerHasTheHeadersThatClientsRead() throws IOException {
        Reply reply = target.post(Map.of("query_id", "an-id"), "SELECT 1 AS a FORMAT JSONEachRow");
        assertThat(reply.text()).isEqualTo("{\"a\":1}\n");
        assertThat(reply.header("X-ClickHouse-Query-Id")).isEqualTo("an-id");
        assertThat(reply.header("X-ClickHouse-Format")).isEqualTo("JSONEachRow");
        assertThat(reply.header("X-ClickHouse-Timezone")).isEqualTo(target.run("SELECT timezone()"));
        assertThat(reply.header("X-ClickHouse-Server-Display-Name")).isNotEmpty();
        assertThat(reply.header("X-ClickHouse-Summary")).contains("\"result_rows\":\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT 1;", "SELECT 1 -- end", "/* a 'b */ SELECT 1 # c", "(SELECT 1)",
            "SELECT 1 SETTINGS max_threads = 1", "SELECT 1 FORMAT TSV", "SELECT 1 format TSV SETTINGS max_threads = 1;",
            "SELECT 1 SETTINGS max_threads = 1 FORMAT TSV", "SELECT toUInt8(1) AS format",
            "WITH 1 AS format SELECT format", "SELECT count() FROM (SELECT 'FORMAT JSON')",
            "SELECT 1 UNION DISTINCT SELECT 1",
            "EXISTS TABLE system.one", "SELECT $x$ FORMAT JSON $x$ = ' FORMAT JSON '"})
    void aStatementIsRunAsItIsWritten(String statement) throws IOException {
        assertThat(target.run(statement)).isEqualTo("1");
        Reply inUrl = Target.send(target.request(Map.of("query", statement)).GET().build());
        assertThat(inUrl.text()).isEqualTo("1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW DATABASES", "DESCRIBE TABLE system.one", "EXPLAIN SELECT 1",
            "SHOW CREATE DATABASE default",
            "EXPLAIN AST SELECT 1", "SHOW FULL TABLES FROM system", "SHOW PROCESSLIST",
            "SHOW SETTINGS LIKE 'max_threads'",
            "KILL QUERY WHERE query_id = 'none'", "SET max_threads = 1", "USE system", "SYSTEM DROP MARK CACHE"})
    void otherStatementsRunToo(String statement) throws IOException {
        assertThat(target.post(Map.of("default_format", "JSONEachRow"), statement).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TabSeparated", "TabSeparatedWithNamesAndTypes", "CSVWithNames", "JSON", "JSONCompact",
            "XML",
            "Native", "RowBinary", "RowBinaryWithNamesAndTypes", "Pretty", "Vertical", "Markdown", "Values", "Parquet",
            "ArrowStream", "JSONCompactEachRowWithNamesAndTypes"})
    void anAnswerOfManyBlocksIsOneDocument(String format) throws IOException {
        String statement = "SELECT number, toString(number) AS text FROM numbers(200000) SETTINGS max_block_size = 1000";
        byte[] whole = target.post(Map.of("default_format", format, "max_block_size", "1000"), statement)
                .response()
                .body();
        if (format.startsWith("Pretty") || format.equals("Vertical") || format.equals("Markdown")
                || format.equals("XML")
                || format.equals("Values")) {
            assertThat(whole).isNotEmpty();
            return;
        }
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (number UInt64, text String) ENGINE = MergeTree ORDER BY number");
        Reply inserted = target.post(Map.of("query", "INSERT INTO " + database + ".t FORMAT " + format), whole);
        assertThat(inserted.text()).isEmpty();
        assertThat(target.run("SELECT count(), sum(number), sum(text = toString(number)) FROM " + database + ".t"))
                .isEqualTo("200000\t19999900000\t200000");
        target.run("DROP DATABASE " + database);
    }

    @Test
    void totalsAndStatisticsAreKept() throws IOException {
        String text = target
                .run("SELECT number % 2 AS k, count() AS n FROM numbers(10) GROUP BY k WITH TOTALS ORDER BY k"
                        + " FORMAT JSONCompact");
        assertThat(text).contains("\"totals\"").contains("\"rows\": 2").contains("\"statistics\"");
    }

    @Test
    void formatComesFromTheStatementTheUrlOrAHeader() throws IOException {
        assertThat(target.post(Map.of("default_format", "CSV"), "SELECT 'a'").text()).isEqualTo("\"a\"\n");
        assertThat(target.post(Map.of("default_format", "CSV"), "SELECT 'a' FORMAT Values").text()).isEqualTo("('a')");
        Reply byHeader = Target.send(target.request(Map.of("query", "SELECT 'a'"))
                .header("X-ClickHouse-Format", "JSONCompactEachRow")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(byHeader.text()).isEqualTo("[\"a\"]\n");
        assertThat(byHeader.header("X-ClickHouse-Format")).isEqualTo("JSONCompactEachRow");
    }

    @Test
    void settingsAndParametersHoldForOneRequest() throws IOException {
        Reply reply = target.post(Map.of("max_threads", "3", "param_n", "5", "param_s", "it's\\\\ \"odd\""),
                "SELECT getSetting('max_threads'), {n:UInt8}, {s:String}");
        assertThat(reply.text()).isEqualTo("3\t5\tit\\'s\\\\ \"odd\"\n");
        assertThat(target.run("SELECT getSetting('max_threads')")).isNotEqualTo("3");
        assertThat(target.post(Map.of("param_t", "one"), "SELECT count() FROM system.{t:Identifier}").text())
                .isEqualTo("1\n");
    }

    @Test
    void theDatabaseIsAParameterOrAHeader() throws IOException {
        assertThat(target.post(Map.of("database", "system"), "SELECT currentDatabase()").text()).isEqualTo("system\n");
        Reply byHeader = Target.send(target.request(Map.of("query", "SELECT currentDatabase()"))
                .header("X-ClickHouse-Database", "system")
                .GET()
                .build());
        assertThat(byHeader.text()).isEqualTo("system\n");
        assertThat(target.run("SELECT currentDatabase()")).isEqualTo("default");
        assertThat(target.post(Map.of("database", "system", "readonly", "1"), "SELECT dummy FROM one").text())
                .isEqualTo("0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM nowhere                       | 404 | 60
            SELECT nothing                              | 404 | 47
            SELEC 1                                     | 400 | 62
            SELECT nofunction(1)                        | 404 | 46
            SELECT * FROM nodatabase.t                  | 404 | 81
            SELECT toUInt8('abc')                       | 400 | 6
            SELECT throwIf(1)                           | 500 | 395
            SELECT 1 FORMAT Nowhere                     | 404 | 73
            SELECT {n:UInt8}                            | 400 | 456
            DROP TABLE nowhere                          | 404 | 60
            INSERT INTO nowhere VALUES (1)              | 404 | 60
            INSERT INTO nowhere SELECT 1                | 404 | 60
            CREATE TABLE t (a Nowhere) ENGINE = Memory  | 404 | 50
            SELECT 1; SELECT 2                          | 400 | 62
            """)
    void errorsHaveTheCodeAndTheStatusOfAServer(String statement, int status, int code) throws IOException {
        Reply reply = target.post(Map.of(), statement);
        assertThat(reply.text()).startsWith("Code: " + code + ". DB::Exception: ").contains("(version ");
        assertThat(reply.header("X-ClickHouse-Exception-Code")).isEqualTo(Integer.toString(code));
        if (code != 456) {
            assertThat(reply.status()).isEqualTo(status);
        }
    }

    @Test
    void unknownSettingsAndWrongValuesAreNamed() throws IOException {
        Reply unknown = target.post(Map.of("no_such_setting", "1"), "SELECT 1");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).startsWith("Code: 115.").contains("no_such_setting");
        assertThat(target.post(Map.of("max_threads", "many"), "SELECT 1").text()).startsWith("Code: 27.")
                .contains("many");
        assertThat(target.post(Map.of("database", "nowhere"), "SELECT 1").text()).startsWith("Code: 81.");
    }

    @Test
    void getChangesNothing() throws IOException {
        Reply reply = Target.send(target.request(Map.of("query", "CREATE DATABASE by_get")).GET().build());
        assertThat(reply.text()).startsWith("Code: 164.");
    }

    @Test
    void waitingForTheEndTurnsALateErrorIntoAStatus() throws IOException {
        String statement = "SELECT throwIf(number = 3000000), repeat('x', 10) FROM numbers(4000000)";
        Reply late = target.post(Map.of("wait_end_of_query", "1"), statement);
        assertThat(late.status()).isEqualTo(500);
        assertThat(late.text()).startsWith("Code: 395.");
        Reply good = target.post(Map.of("wait_end_of_query", "1"), "SELECT number FROM numbers(400000)");
        assertThat(good.header("X-ClickHouse-Summary")).contains("\"result_rows\":\"400000\"");
        assertThat(good.text()).hasLineCount(400_000).endsWith("399999\n");
    }
}
