package dev.clickpipe.activities.binlog.event;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.clickpipe.activities.types.ValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes compression off events, as if it had never been there. */
final class CompressedEvents {
    /** Where the events inside a payload go. */
    interface Consumer {
        void accept(RawEvent event) throws InterruptedException;
    }

    private static final int FIELD_END = 0;
    private static final int FIELD_SIZE = 1;
    private static final int FIELD_ALGORITHM = 2;
    private static final int ALGORITHM_ZSTD = 0;
    private static final int ALGORITHM_NONE = 255;
    /** Deflate makes no more of a byte; a higher claim is damage, and must not be believed with memory. */
    private static final long MOST_INFLATION = 1032;

    private CompressedEvents() {}

    /**
     * Reads the events inside MySQL's TRANSACTION_PAYLOAD one after the other, so that memory holds one at a time. The
     * payload follows fields of type, length and value, each packed; events inside have no checksum.
     */
    static void readPayload(Body body, Consumer consumer) throws InterruptedException {
        ByteReader reader = new ByteReader(body);
        long size = -1;
        long algorithm = -1;
        for (long field = reader.readPacked(); field != FIELD_END; field = reader.readPacked()) {
            ByteReader value = reader.slice(reader.readLength());
            if (field == FIELD_SIZE) {
                size = value.readPacked();
            } else if (field == FIELD_ALGORITHM) {
                algorithm = value.readPacked();
            }
        }
        Body payload = reader.rest();
        if (size != payload.length()) {
            throw ValueException.corrupt("a compressed transaction of " + size + " bytes has " + payload.length());
        }
        InputStream plain = new ByteArrayInputStream(payload.bytes(), payload.offset(), payload.length());
        try (InputStream events = open(plain, algorithm)) {
            readEvents(events, consumer);
        } catch (IOException e) {
            throw ValueException.corrupt("a compressed transaction cannot be read: " + e.getMessage());
        }
    }

    private static InputStream open(InputStream plain, long algorithm) throws IOException {
        if (algorithm == ALGORITHM_ZSTD) {
            return new ZstdInputStreamNoFinalizer(plain);
        }
        if (algorithm == ALGORITHM_NONE) {
            return plain;
        }
        throw ValueException.corrupt("a transaction is compressed in the unknown way " + algorithm);
    }

    private static void readEvents(InputStream events, Consumer consumer) throws IOException, InterruptedException {
        while (true) {
            byte[] header = events.readNBytes(RawEvent.HEADER_LENGTH);
            if (header.length == 0) {
                return;
            }
            if (header.length < RawEvent.HEADER_LENGTH) {
                throw ValueException.corrupt("a compressed transaction ends inside a header");
            }
            int length = RawEvent.length(header) - RawEvent.HEADER_LENGTH;
            byte[] body = events.readNBytes(length);
            if (body.length < length) {
                throw ValueException.corrupt("a compressed transaction ends inside an event");
            }
            consumer.accept(RawEvent.of(header, new Body(body, 0, length)));
        }
    }

    /**
     * The body of a MariaDB rows event with its rows decompressed (server: row_log_event_uncompress in
     * sql/log_event.cc); everything before the rows is plain.
     *
     * @param bitmaps 2 for updates, else 1
     */
    static Body inflateRows(Body body, boolean extraData, int bitmaps) {
        ByteReader reader = new ByteReader(body);
        reader.skip(8);
        if (extraData) {
            int length = (int) reader.readLittleEndian(2);
            reader.skip(length - 2);
        }
        long columns = reader.readPacked();
        if (columns > 0xFFFF) {
            throw ValueException.corrupt("a rows event has " + columns + " columns");
        }
        reader.skip(bitmaps * (((int) columns + 7) / 8));
        return inflateTail(body, reader);
    }

    /** The body with what the reader has left inflated. */
    static Body inflateTail(Body body, ByteReader reader) {
        int plain = reader.position() - body.offset();
        int first = reader.readByte();
        int width = first & 7;
        if ((first & 0xF0) != 0x80 || width < 1 || width > 4) {
            throw ValueException.corrupt("an event is compressed in the unknown way " + first);
        }
        long length = 0;
        for (int i = 0; i < width; i++) {
            length = length << 8 | reader.readByte();
        }
        if (length > MOST_INFLATION * reader.remaining() || length > Integer.MAX_VALUE - 8 - plain) {
            throw ValueException.corrupt("a compressed event claims " + length + " bytes");
        }
        byte[] whole = new byte[plain + (int) length];
        System.arraycopy(body.bytes(), body.offset(), whole, 0, plain);
        inflate(reader.rest(), whole, plain);
        return new Body(whole, 0, whole.length);
    }

    private static void inflate(Body compressed, byte[] target, int start) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(compressed.bytes(), compressed.offset(), compressed.length());
            int at = start;
            while (at < target.length) {
                int written = inflater.inflate(target, at, target.length - at);
                if (written == 0) {
                    throw ValueException.corrupt("a compressed event is shorter than it claims");
                }
                at += written;
            }
        } catch (DataFormatException e) {
            throw ValueException.corrupt("a compressed event cannot be read: " + e.getMessage());
        }
    }
}
