package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.compression.BlockOutputStream;
import dev.clickpipe.deploy.gateway.compression.ContentCoding;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.engine.Summary;
import dev.clickpipe.deploy.gateway.http.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The answer to a query: held back while it is small, or until its end when the client asks so, in order that status
 * and summary are true; then streamed.
 */
final class Answer implements AutoCloseable {
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private final HttpExchange exchange;
    private final QueryRequest request;
    private final String version;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private final String tag;
    private final HeldBytes held;
    private final OutputStream body;

    /** @param timezone of the server, which clients take for DateTime columns without one */
    Answer(HttpExchange exchange, QueryRequest request, String version, String timezone) throws IOException {
        this.exchange = exchange;
        this.request = request;
        this.version = version;
        this.tag = RANDOM.ints(16, 'a', 'z' + 1).collect(
                StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        header("X-ClickHouse-Server-Display-Name", "chdb");
        header("X-ClickHouse-Query-Id", request.queryId());
        header("X-ClickHouse-Timezone", timezone);
        header("X-ClickHouse-Exception-Tag", tag);
        held = new HeldBytes(request.waitForEnd(), () -> begin(200, -1, Summary.NOTHING));
        body = encoded(held);
    }

    private void header(String name, String value) {
        headers.add(Map.entry(name, value.replaceAll("[\\r\\n]", " ")));
    }

    /** Says which format follows; before the first byte. */
    void format(String format) {
        header("X-ClickHouse-Format", format);
        header("Content-Type", ContentTypes.of(format));
    }

    /** Where the bytes of the result go. */
    OutputStream body() {
        return body;
    }

    private OutputStream encoded(OutputStream target) throws IOException {
        OutputStream coded = request.coding().encode(target);
        return request.blocks() ? new BlockOutputStream(coded) : coded;
    }

    private OutputStream begin(int status, long length, Summary summary) throws IOException {
        header("X-ClickHouse-Summary", summary.json());
        if (request.coding() != ContentCoding.NONE) {
            header("Content-Encoding", request.coding().headerValue());
        }
        return exchange.respond(status, headers, length);
    }

    /** Completes the answer. */
    void complete(Summary summary) throws IOException {
        body.close();
        if (held.holding()) {
            held.release(begin(200, held.size(), summary));
        }
        held.complete();
    }

    /** Answers with an error, or, when bytes of the result are gone already, ends the stream in the way a server does. */
    void fail(EngineException failure) throws IOException {
        String text = ErrorText.of(failure, version);
        if (held.holding()) {
            held.discard();
            header("X-ClickHouse-Exception-Code", Integer.toString(failure.code()));
            headers.removeIf(header -> header.getKey().equals("Content-Type"));
            header("Content-Type", "text/plain; charset=UTF-8");
            HeldBytes message = new HeldBytes(true, () -> {
                throw new IllegalStateException("An error's text is never streamed");
            });
            try (OutputStream target = encoded(message)) {
                target.write(text.getBytes(StandardCharsets.UTF_8));
            }
            message.release(begin(HttpStatus.ofErrorCode(failure.code()), message.size(), Summary.NOTHING));
            message.complete();
            return;
        }
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        body.write(("\r\n__exception__\r\n" + tag + "\r\n").getBytes(StandardCharsets.US_ASCII));
        body.write(message);
        body.write((message.length + " " + tag + "\r\n__exception__\r\n").getBytes(StandardCharsets.US_ASCII));
        body.flush();
        // No last chunk: a client that does not read the text still sees that the answer is broken off.
        throw new IOException("The answer was broken off by an error", failure);
    }

    @Override
    public void close() {
        held.discard();
    }
}
