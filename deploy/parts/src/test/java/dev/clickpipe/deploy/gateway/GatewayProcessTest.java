package dev.clickpipe.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The face as a process: how it starts and ends, what it forgets, what it keeps. */
class GatewayProcessTest {
    private final Path data;

    GatewayProcessTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void itEndsInOrderWithItsInputAndKeepsItsData() throws IOException {
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            face.target().run("CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a");
            face.target().run("INSERT INTO t SELECT number FROM numbers(100000)");
            face.target().post(Map.of("session_id", "left open"), "SELECT 1");
            assertThat(face.end()).isZero();
        }
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            assertThat(face.target().run("SELECT count() FROM t")).isEqualTo("100000");
            // Not Process.destroy(), which closes the standard input as well.
            assertThat(face.process().toHandle().destroy()).isTrue();
            assertThat(face.waitFor()).isEqualTo(143);
        }
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            assertThat(face.target().run("SELECT count() FROM t")).isEqualTo("100000");
        }
    }

    @Test
    void itEndsInOrderWhileStatementsRun() throws IOException {
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            HttpRequest endless = face.target()
                    .request(Map.of("query", "SELECT number FROM system.numbers FORMAT RowBinary"))
                    .GET()
                    .build();
            try (InputStream answer = Target.open(endless).body()) {
                assertThat(answer.readNBytes(1 << 20)).hasSize(1 << 20);
                assertThat(face.end()).isZero();
            }
        }
    }

    @Test
    void whatWasAnsweredSurvivesAKill() throws IOException {
        long rows = 0;
        for (int round = 0; round < 3; round++) {
            try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
                Target target = face.target();
                target.run("CREATE TABLE IF NOT EXISTS t (a UInt32) ENGINE = MergeTree ORDER BY a");
                assertThat(target.run("SELECT count() FROM t")).isEqualTo(Long.toString(rows));
                for (int i = 0; i < 20; i++) {
                    target.run("INSERT INTO t SELECT number FROM numbers(1000)");
                    rows += 1000;
                }
                target.run("CREATE OR REPLACE TABLE s AS t");
                face.process().destroyForcibly();
                face.waitFor();
            }
        }
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            assertThat(face.target().run("SELECT count() FROM t")).isEqualTo(Long.toString(rows));
            assertThat(face.target().run("SELECT count() FROM s")).isEqualTo("0");
        }
    }

    @Test
    void thousandsOfStatementsDoNotGrowIt() throws IOException {
        try (TestGatewayProcess face = TestGatewayProcess.start(data)) {
            Target target = face.target();
            target.run("CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a");
            statements(target, 1500);
            long before = face.residentBytes();
            statements(target, 3000);
            long growth = face.residentBytes() - before;
            System.out
                    .println("3000 statements: memory " + (before >> 20) + " MB, then " + (growth >> 10) + " kB more");
            assertThat(growth).isLessThan(40L << 20);
            assertThat(target.run("SELECT count() < 5 FROM system.processes")).isEqualTo("1");
        }
    }

    private static void statements(Target target, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int kind = i % 3;
            Target.Reply reply = kind == 0
                    ? target.post(Map.of("database", "system", "log_comment", "n" + i), "SELECT count() FROM one")
                    : kind == 1
                            ? target.post(Map.of(), "SELECT * FROM nowhere")
                            : target.post(
                                    Map.of("query", "INSERT INTO t FORMAT CSV", "insert_deduplication_token", "t" + i),
                                    "");
            assertThat(reply.status()).isEqualTo(kind == 1 ? 404 : 200);
        }
    }

    @Test
    void wrongSettingsAreAllNamed() throws IOException {
        Process process = TestGatewayProcess.launch(Map.of("FACE_LIBRARY", "/no/such/libchdb.so", "FACE_PORT", "many"));
        try (BufferedReader output = process.inputReader(UTF_8)) {
            assertThat(output.readLine()).isNull();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(2);
    }
}
