package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results and inserts many times as large as the gateway's heap of 64 MB, and many at once. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
class VolumeTest {
    private static final int ROWS = 4_000_000;

    private final Target target;

    VolumeTest(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RowBinary", "JSONCompact"})
    void aResultLargerThanTheHeap(String format) throws IOException {
        String statement = "SELECT number, repeat('x', 90) FROM numbers(" + ROWS + ")";
        HttpRequest request = target.request(Map.of("default_format", format, "query", statement)).GET().build();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream answer = Target.open(request).body()) {
            for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                size += read;
            }
        }
        assertThat(size).isGreaterThanOrEqualTo(ROWS * 99L);
    }

    @Test
    void anInsertLargerThanTheHeap() throws IOException {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a String) ENGINE = MergeTree ORDER BY tuple()");
        HttpRequest insert = target.request(Map.of("query", "INSERT INTO " + database + ".t FORMAT RowBinary"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Rows(ROWS)))
                .build();
        assertThat(Target.send(insert).text()).isEmpty();
        assertThat(target.run("SELECT count(), sum(length(a)) FROM " + database + ".t"))
                .isEqualTo(ROWS + "\t" + 99L * ROWS);
        target.run("DROP DATABASE " + database);
    }

    @Test
    void manyAtOnceDoNotMix() throws Exception {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (k UInt32, n UInt32) ENGINE = MergeTree ORDER BY k");
        List<Future<String>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            for (int i = 0; i < 24; i++) {
                int key = i;
                work.add(threads.submit(() -> mixed(database, key)));
            }
            for (Future<String> result : work) {
                assertThat(result.get()).isEqualTo("good");
            }
        }
        assertThat(target.run("SELECT count(), uniqExact(k), sum(n) FROM " + database + ".t"))
                .isEqualTo((24 * 10) + "\t24\t" + 24 * 45);
        target.run("DROP DATABASE " + database);
    }

    private String mixed(String database, int key) throws IOException {
        for (int i = 0; i < 10; i++) {
            Target.Reply insert = target.post(Map.of("query", "INSERT INTO " + database + ".t FORMAT CSV",
                    "insert_deduplication_token", key + "-" + i), key + "," + i + "\n");
            Target.Reply select = target.post(Map.of("param_k", Integer.toString(key), "max_threads", "1"),
                    "SELECT {k:UInt32}, count() FROM numbers(100000)");
            if (!insert.text().isEmpty() || !select.text().equals(key + "\t100000\n")) {
                return insert.text() + select.text();
            }
        }
        return "good";
    }

    /** Rows of one string of 99 bytes. */
    private static final class Rows extends InputStream {
        private long rest;

        Rows(int rows) {
            rest = 100L * rows;
        }

        @Override
        public int read() {
            return rest == 0 ? -1 : rest-- % 100 == 0 ? 99 : 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (rest == 0) {
                return -1;
            }
            int size = (int) Math.min(length, rest);
            for (int i = 0; i < size; i++) {
                target[offset + i] = (byte) read();
            }
            return size;
        }
    }
}
