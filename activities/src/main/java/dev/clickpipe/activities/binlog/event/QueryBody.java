package dev.clickpipe.activities.binlog.event;

/**
 * The body of a QUERY event.
 *
 * <pre>
 * thread 4 | seconds 4 | length of schema 1 | error 2 | length of status 2 | (LOAD DATA: 13) | status | schema | 0 | text
 * </pre>
 */
record QueryBody(String schema, String text) {
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
        readToText(reader, 0);
        return read(CompressedEvents.inflateTail(body, reader));
    }

    /** CREATE TABLE … SELECT on MySQL 8.0.21 and later: the rows follow in the same transaction. */
    boolean beginsTransaction() {
        return text.endsWith(" START TRANSACTION") && text.regionMatches(true, 0, "CREATE ", 0, "CREATE ".length());
    }

    private static QueryBody read(Body body, int extraFields) {
        ByteReader reader = new ByteReader(body);
        String schema = readToText(reader, extraFields);
        return new QueryBody(schema, reader.readText(reader.remaining()));
    }

    private static String readToText(ByteReader reader, int extraFields) {
        reader.skip(8);
        int schemaLength = reader.readByte();
        reader.skip(2);
        int statusLength = (int) reader.readLittleEndian(2);
        reader.skip(extraFields + statusLength);
        String schema = reader.readText(schemaLength);
        reader.skip(1);
        return schema;
    }
}
