package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The driver's newer client as it is, with which our activities write. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
@SuppressWarnings("try") // The client declares close() to throw anything.
class ClientTest {
    private final Target target;

    ClientTest(Target target) {
        this.target = target;
    }

    private Client.Builder builder() {
        return new Client.Builder().addEndpoint(target.url().toString())
                .setUsername(target.user())
                .setPassword(target.password())
                .retryOnFailures(ClientFaultCause.None);
    }

    @ParameterizedTest
    @CsvSource({"false,false,false", "true,false,false", "false,true,false", "true,true,false", "true,true,true"})
    void rowsAreWrittenAndReadWithEveryCompression(boolean answers, boolean requests, boolean http) throws Exception {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt32, b String) ENGINE = MergeTree ORDER BY a");
        int rows = 300_000;
        try (Client client = builder().compressServerResponse(answers)
                .compressClientRequest(requests)
                .useHttpCompression(http)
                .setDefaultDatabase(database)
                .build()) {
            InsertSettings settings = new InsertSettings().setDeduplicationToken("after 1");
            settings.serverSetting("async_insert", "0");
            settings.serverSetting("wait_end_of_query", "1");
            try (InsertResponse inserted = client
                    .insert("t", List.of("a", "b"), out -> write(out, rows), ClickHouseFormat.RowBinary, settings)
                    .get(60, TimeUnit.SECONDS)) {
                assertThat(inserted.getWrittenRows()).isEqualTo(rows);
            }
            try (QueryResponse response = client.query("SELECT a, b FROM t ORDER BY a").get(60, TimeUnit.SECONDS)) {
                assertThat(response.getFormat()).isNotNull();
                var reader = client.newBinaryFormatReader(response);
                long sum = 0;
                while (reader.hasNext()) {
                    reader.next();
                    sum += reader.getLong("a");
                    assertThat(reader.getString("b")).isEqualTo("abc");
                }
                assertThat(sum).isEqualTo(rows * (rows - 1L) / 2);
            }
            assertThatThrownBy(() -> client.query("SELECT * FROM nowhere").get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining("Code: 60.");
        }
        target.run("DROP DATABASE " + database);
    }

    private static void write(OutputStream out, int rows) throws IOException {
        byte[] row = {0, 0, 0, 0, 3, 'a', 'b', 'c'};
        for (int i = 0; i < rows; i++) {
            row[0] = (byte) i;
            row[1] = (byte) (i >> 8);
            row[2] = (byte) (i >> 16);
            out.write(row);
        }
        out.flush();
    }

    @Test
    void recordsAndServerFactsAreRead() {
        try (Client client = builder().build()) {
            client.loadServerInfo();
            assertThat(client.getServerVersion()).startsWith("2");
            List<GenericRecord> records = client.queryAll("SELECT number AS n, 'text' AS t FROM numbers(3)");
            assertThat(records).hasSize(3);
            assertThat(records.get(2).getLong("n")).isEqualTo(2);
            assertThat(client.ping()).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsSaid() {
        try (Client client = builder().setPassword("wrong").build()) {
            assertThatThrownBy(() -> client.query("SELECT 1").get(60, TimeUnit.SECONDS)).hasStackTraceContaining("516");
        }
    }
}
