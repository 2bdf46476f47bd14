package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.statement.FormatNames;
import dev.clickpipe.deploy.gateway.statement.StatementText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** Reads a request's text until it is known where the statement ends; the rest stays in the stream. */
final class StatementReader {
    private static final int FIRST_BYTES = 1 << 14;

    private final InputStream source;
    private final int limit;
    private final FormatNames formats;
    private byte[] text = new byte[FIRST_BYTES];
    private int length;
    private boolean ended;

    /** @param limit max_query_size, bytes of a statement without its data */
    StatementReader(InputStream source, int limit, FormatNames formats) {
        this.source = source;
        this.limit = limit;
        this.formats = formats;
    }

    StatementText read() throws IOException, EngineException {
        while (true) {
            more();
            StatementText statement = StatementText.of(text, length, ended, formats);
            if (!(statement instanceof StatementText.Incomplete)) {
                return statement;
            }
            if (length > limit) {
                throw tooLong();
            }
        }
    }

    /** All of the text. */
    byte[] whole() throws IOException, EngineException {
        return upTo(limit);
    }

    /** All of the text, data included. */
    byte[] upTo(int bytes) throws IOException, EngineException {
        while (!ended) {
            if (length > bytes) {
                throw tooLong();
            }
            more();
        }
        return Arrays.copyOf(text, length);
    }

    byte[] part(int from, int to) {
        return Arrays.copyOfRange(text, from, to);
    }

    /** What follows an offset: bytes read already, then the rest of the stream. */
    InputStream from(int offset) {
        return new SequenceInputStream(new ByteArrayInputStream(text, offset, length - offset), source);
    }

    private void more() throws IOException {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * text.length);
        }
        int size = source.read(text, length, text.length - length);
        ended = size < 0;
        length += Math.max(0, size);
    }

    private EngineException tooLong() {
        return EngineException.of(
                62, "SYNTAX_ERROR",
                "Max query size exceeded (can be increased with the `max_query_size` setting, which is " + limit
                        + " now)");
    }
}
