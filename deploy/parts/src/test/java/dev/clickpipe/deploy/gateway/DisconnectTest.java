package dev.clickpipe.deploy.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Clients that go away. The face alone: a server waits until it next writes, unless it is told otherwise. */
class DisconnectTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Target target = SharedGateway.target();

    private Socket send(String path, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.url().getPort());
        String login = Base64.getEncoder().encodeToString((target.user() + ":" + target.password()).getBytes(US_ASCII));
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + path + " HTTP/1.1\r\nHost: face\r\nAuthorization: Basic " + login + "\r\n" + headers
                + "\r\n")
                .getBytes(US_ASCII));
        out.flush();
        return socket;
    }

    private long running(String part) throws IOException {
        return Long.parseLong(target.run("SELECT count() FROM system.processes WHERE query LIKE '%" + part
                + "%' AND query NOT LIKE '%processes%'"));
    }

    @Test
    void aStatementThatAnswersNothingYetIsStopped() throws IOException {
        try (Socket client = send(
                "/?query=SELECT%20count()%20FROM%20numbers(1000000000000)%20WHERE%20sipHash64(number)=3",
                "Content-Length: 0\r\n")) {
            await().atMost(LIMIT).until(() -> running("1000000000000") == 1);
            assertThat(client.isConnected()).isTrue();
        }
        await().atMost(LIMIT).until(() -> running("1000000000000") == 0);
    }

    @Test
    void aResultThatNobodyReadsToItsEndIsStopped() throws IOException {
        try (Socket client = send("/?query=SELECT%20number%2B7777%20FROM%20system.numbers", "Content-Length: 0\r\n")) {
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);
            assertThat(running("7777")).isEqualTo(1);
        }
        await().atMost(LIMIT).until(() -> running("7777") == 0);
    }

    @Test
    void anInsertThatBreaksOffWritesNothing() throws IOException {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt32) ENGINE = MergeTree ORDER BY a");
        for (String headers : new String[]{"Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n"}) {
            try (Socket client = send("/?query=INSERT%20INTO%20" + database + ".t%20FORMAT%20CSV", headers)) {
                client.getOutputStream()
                        .write((headers.startsWith("T") ? "6\r\n1\n2\n3\n\r\n" : "1\n2\n3\n").getBytes(US_ASCII));
                client.getOutputStream().flush();
                await().atMost(LIMIT).until(() -> running(database) == 1);
            }
            await().atMost(LIMIT).until(() -> running(database) == 0);
        }
        assertThat(target.run("SELECT count() FROM " + database + ".t")).isEqualTo("0");
        target.run("DROP DATABASE " + database);
    }

    @Test
    void aKilledCurlInMidInsertLeavesWholeBlocksAtMost() throws Exception {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt64) ENGINE = MergeTree ORDER BY a");
        Process curl = new ProcessBuilder("curl", "-sS", "-u", target.user() + ":" + target.password(), "-T", "-", "-X",
                "POST", target.url() + "/?query=INSERT%20INTO%20" + database + ".t%20FORMAT%20RowBinary").start();
        byte[] rows = new byte[8 << 20];
        for (int i = 0; i < 3; i++) {
            curl.getOutputStream().write(rows);
        }
        curl.getOutputStream().flush();
        curl.destroyForcibly().waitFor();
        await().atMost(LIMIT).until(() -> running(database) == 0);
        long stayed = Long.parseLong(target.run("SELECT count() FROM " + database + ".t"));
        // Blocks that were whole before the end are written, as on a server; the last one is not.
        assertThat(stayed).isLessThan(3 << 20);
        target.run("DROP DATABASE " + database);
    }
}
