package dev.clickpipe.activities.binlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

/**
 * The body of a QUERY event.
 *
 * <pre>
 * thread 4 | seconds 4 | length of schema 1 | error 2 | length of status 2 | (LOAD DATA: 13) | status | schema | 0 | text
 * </pre>
 *
 * @param text read as UTF-8: enough to know what begins and ends a transaction
 */
record QueryBody(String schema, String text, Body status, Body textBytes) {
    private static final int LOAD_FIELDS = 13;

    static QueryBody read(Body body) {
        return read(body, 0);
    }

    /** EXECUTE_LOAD_QUERY: the same with some fields about the file. */
    static QueryBody readLoad(Body body) {
        return read(body, LOAD_FIELDS);
    }

    /** MariaDB with log_bin_compress: the text is compressed. */
    static QueryBody readCompressed(Body body) {
        ByteReader reader = new ByteReader(body);
        readHeader(reader, 0);
        return read(CompressedEvents.inflateTail(body, reader));
    }

    /** The statement as its server read it. */
    BinlogEvent.Statement statement(Flavour flavour) {
        return StatementText.decode(schema, textBytes, QueryStatus.read(status), flavour);
    }

    /** CREATE TABLE … SELECT on MySQL 8.0.21 and later: the rows follow in the same transaction. */
    boolean beginsTransaction() {
        return text.endsWith(" START TRANSACTION") && text.regionMatches(true, 0, "CREATE ", 0, "CREATE ".length());
    }

    private static QueryBody read(Body body, int extraFields) {
        ByteReader reader = new ByteReader(body);
        QueryBody header = readHeader(reader, extraFields);
        Body text = reader.rest();
        return new QueryBody(header.schema(), new String(text.bytes(), text.offset(), text.length(), UTF_8),
                header.status(), text);
    }

    /** All but the text, which the reader has left. */
    private static QueryBody readHeader(ByteReader reader, int extraFields) {
        reader.skip(8);
        int schemaLength = reader.readByte();
        reader.skip(2);
        int statusLength = (int) reader.readLittleEndian(2);
        reader.skip(extraFields);
        Body status = reader.slice(statusLength).rest();
        String schema = reader.readText(schemaLength);
        reader.skip(1);
        return new QueryBody(schema, "", status, status);
    }
}
