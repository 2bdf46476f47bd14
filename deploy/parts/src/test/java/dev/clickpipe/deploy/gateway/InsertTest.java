package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.gateway.Target.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a statement ends and its data begin, and what tables do with them. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
class InsertTest {
    private final Target target;
    private String database = "";

    InsertTest(Target target) {
        this.target = target;
    }

    @BeforeEach
    void makeTable() throws IOException {
        database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt32, b String) ENGINE = MergeTree ORDER BY a"
                + " SETTINGS non_replicated_deduplication_window = 1000");
    }

    @AfterEach
    void dropTable() throws IOException {
        target.run("DROP DATABASE " + database);
    }

    private String rows() throws IOException {
        return target
                .run("SELECT arrayStringConcat(arraySort(groupArray(toString(a) || b)), ' ') FROM " + database + ".t");
    }

    private Reply post(Map<String, String> parameters, byte[] body) throws IOException {
        return target.post(parameters, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t VALUES (1, 'x'), (2, 'y')",
            "INSERT INTO t (a, b) values (1,'x') , (2,'y') ;",
            "INSERT INTO t (a, b) FORMAT CSV\n1,x\n2,y\n", "insert into t (b, a) format TSV x\t1\ny\t2\n",
            "INSERT INTO t /* FORMAT CSV */ (`a`, b) -- VALUES\nSETTINGS max_insert_threads = 1 FORMAT CSV\r\n1,x\n2,y\n",
            "INSERT INTO TABLE t SELECT number + 1, ['x', 'y'][number + 1] FROM numbers(2)",
            "INSERT INTO t SELECT * FROM values('a UInt32, b String', (1, 'x'), (2, 'y'))",
            "INSERT INTO t FORMAT JSONEachRow {\"a\":1,\"b\":\"x\"} {\"a\":2,\"b\":\"y\"}"})
    void dataBeginWhereAServerSeesThem(String statement) throws IOException {
        assertThat(target.post(Map.of("database", database), statement).text()).isEmpty();
        assertThat(rows()).isEqualTo("1x 2y");
    }

    /** A server puts a line break between the two. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t (a, b) FORMAT CSV", "INSERT INTO t FORMAT CSV 1,x", "INSERT INTO"})
    void theStatementMayStandInTheUrlAndTheDataInTheBody(String inUrl) throws IOException {
        String body = inUrl.endsWith("INTO")
                ? " t FORMAT CSV\n1,x\n2,y\n"
                : inUrl.contains("1,x") ? "2,y\n" : "1,x\n2,y\n";
        assertThat(target.post(Map.of("database", database, "query", inUrl), body).text()).isEmpty();
        assertThat(rows()).isEqualTo("1x 2y");
    }

    @Test
    void rowsInBinaryThatLookLikeWordsAreData() throws IOException {
        byte[] rows = {'\n', ' ', 0, 0, 1, '\'', 'F', 'O', 'R', 0, 3, ';', '-', '-'};
        Reply reply = post(
                Map.of("query", "INSERT INTO " + database + ".t (a, b) FORMAT RowBinary", "async_insert", "0",
                        "wait_end_of_query", "1"),
                rows);
        assertThat(reply.text()).isEmpty();
        assertThat(reply.header("X-ClickHouse-Summary")).contains("\"written_rows\":\"2\"");
        assertThat(target.run("SELECT a, hex(b) FROM " + database + ".t ORDER BY a"))
                .isEqualTo("8202\t27\n5394246\t3B2D2D".replace("5394246", Long.toString('F' | 'O' << 8 | 'R' << 16)));
    }

    @Test
    void whatTheEngineCannotTakeIsRefusedByName() throws IOException {
        Reply reply = target.post(Map.of("database", database),
                "INSERT INTO t SELECT c, d FROM input('c UInt32, d String') FORMAT CSV\n1,x\n");
        if (target.face()) {
            assertThat(reply.status()).isEqualTo(501);
            assertThat(reply.text()).startsWith("Code: 48.").contains("input()");
            // It would wait on the standard input of the process.
            assertThat(target.run("SELECT count() FROM file('-', 'TSV', 'a UInt8')")).isEqualTo("0");
        } else {
            assertThat(rows()).isEqualTo("1x");
        }
    }

    @Test
    void aTokenMakesARepeatedInsertVanish() throws IOException {
        Map<String, String> parameters = Map.of("query", "INSERT INTO " + database + ".t FORMAT CSV",
                "insert_deduplication_token", "after 7");
        assertThat(target.post(parameters, "1,x\n").text()).isEmpty();
        assertThat(target.post(parameters, "2,y\n").text()).isEmpty();
        assertThat(rows()).isEqualTo("1x");
    }

    @Test
    void aBigInsertIsOneBlockWhenTheLimitsAreLifted() throws IOException {
        byte[] rows = new byte[2_000_000 * 6];
        for (int i = 0; i < rows.length; i += 6) {
            int number = i / 6;
            rows[i] = (byte) number;
            rows[i + 1] = (byte) (number >> 8);
            rows[i + 2] = (byte) (number >> 16);
            rows[i + 4] = 1;
            rows[i + 5] = 'x';
        }
        Reply reply = post(
                Map.of("query", "INSERT INTO " + database + ".t (a, b) FORMAT RowBinary", "max_insert_block_size",
                        "100000000", "min_insert_block_size_rows", "0", "min_insert_block_size_bytes", "0",
                        "max_insert_threads",
                        "1", "input_format_parallel_parsing", "0"),
                rows);
        assertThat(reply.text()).isEmpty();
        assertThat(target.run("SELECT count(), uniqExact(a) FROM " + database + ".t")).isEqualTo("2000000\t2000000");
        assertThat(target.run("SELECT count() FROM system.parts WHERE database = '" + database + "' AND level = 0"))
                .isEqualTo("1");
    }

    @Test
    void bodiesMayBeCompressedInEveryWay() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write("1,x\n".getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest request = target
                .request(Map.of("query", "INSERT INTO " + database + ".t FORMAT CSV", "enable_http_compression", "1"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build();
        assertThat(Target.send(request).text()).isEmpty();
        assertThat(rows()).isEqualTo("1x");
    }

    @Test
    void brokenDataAreAnError() throws IOException {
        Map<String, String> parameters = Map.of("query", "INSERT INTO " + database + ".t FORMAT CSV");
        Reply text = target.post(parameters, "1,x\nnot,a,number\n");
        assertThat(text.status()).isEqualTo(400);
        assertThat(text.text()).startsWith("Code: 27.");
        Reply gzip = Target.send(target.request(parameters)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("no gzip at all"))
                .build());
        assertThat(gzip.text()).startsWith("Code: ");
        Reply blocks = target.post(
                Map.of("query", "INSERT INTO " + database + ".t FORMAT CSV", "decompress", "1"), "x".repeat(100));
        assertThat(blocks.text()).startsWith("Code: ");
        assertThat(target.run("SELECT 1")).isEqualTo("1");
    }

    @Test
    void tablesAreExchangedAtOnce() throws IOException {
        target.run("CREATE TABLE " + database + ".s AS " + database + ".t");
        target.run("INSERT INTO " + database + ".s VALUES (7, 'shadow')");
        target.run("EXCHANGE TABLES " + database + ".t AND " + database + ".s");
        assertThat(rows()).isEqualTo("7shadow");
    }

    @Test
    void finalHidesOldAndDeletedRows() throws IOException {
        target.run("CREATE TABLE " + database + ".r (id UInt32, v String, version UInt64, deleted UInt8)"
                + " ENGINE = ReplacingMergeTree(version, deleted) ORDER BY id");
        target.run("INSERT INTO " + database + ".r VALUES (1, 'old', 1, 0), (2, 'gone', 1, 0)");
        target.run("INSERT INTO " + database + ".r VALUES (1, 'new', 2, 0), (2, 'gone', 2, 1), (1, 'late', 1, 0)");
        assertThat(target.run("SELECT id, v FROM " + database + ".r FINAL ORDER BY id")).isEqualTo("1\tnew");
    }

    @Test
    void aColumnThatIsNotThereFailsTheInsert() throws IOException {
        assertThat(target
                .post(Map.of("query", "INSERT INTO " + database + ".t (a, generation_5) FORMAT RowBinary"), "12345")
                .text()).startsWith("Code: 16.");
    }
}
