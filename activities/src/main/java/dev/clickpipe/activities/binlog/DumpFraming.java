package dev.clickpipe.activities.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.event.RawEvent;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Cuts the connection's bytes into events and passes them on, raw; decodes nothing.
 *
 * <p>The client skips an event whose deserializer fails and goes on after a listener's exception. Both would lose rows:
 * so events are passed on from inside the deserializer, and a failure leaves it as the one exception that the client
 * takes for the end of the connection.
 */
final class DumpFraming extends EventDeserializer {
    /** Where raw events go. */
    interface Consumer {
        void accept(RawEvent event) throws InterruptedException;
    }

    /** Stops the client; the cause is what really happened. */
    static final class Stopped extends EOFException {
        private static final long serialVersionUID = 1L;

        Stopped(Throwable cause) {
            super("stopped");
            initCause(cause);
        }
    }

    private static final int FORMAT_DESCRIPTION = 15;
    private static final int CRC32_ALGORITHM = 1;

    private final Consumer consumer;
    /** What the client sees of every event: nothing, so that it keeps no position of its own. */
    private final Event unseen;
    private int checksumLength;

    DumpFraming(Consumer consumer) {
        this.consumer = consumer;
        EventHeaderV4 header = new EventHeaderV4();
        header.setEventType(EventType.UNKNOWN);
        unseen = new Event(header, null);
    }

    @Override
    @SuppressWarnings("deprecation") // The client calls it: the only way to learn what the session agreed on.
    public void setChecksumType(ChecksumType checksumType) {
        super.setChecksumType(checksumType);
        checksumLength = checksumType.getLength();
    }

    @Override
    public Event nextEvent(ByteArrayInputStream stream) throws IOException {
        byte[] header = stream.read(RawEvent.HEADER_LENGTH);
        try {
            byte[] rest = stream.read(RawEvent.length(header) - RawEvent.HEADER_LENGTH);
            consumer.accept(RawEvent.of(header, withoutChecksum(header, rest)));
        } catch (InterruptedException | RuntimeException | Error e) {
            throw new Stopped(e);
        }
        return unseen;
    }

    /** A format description ends with the algorithm that the events behind it use, and always has a checksum. */
    private Body withoutChecksum(byte[] header, byte[] rest) {
        if (RawEvent.type(header) == FORMAT_DESCRIPTION) {
            int length = rest.length - RawEvent.CHECKSUM_LENGTH;
            if (length < 1) {
                throw ValueException.corrupt("a format description has " + rest.length + " bytes");
            }
            checksumLength = rest[length - 1] == CRC32_ALGORITHM ? RawEvent.CHECKSUM_LENGTH : 0;
            return new Body(rest, 0, length);
        }
        int length = rest.length - checksumLength;
        if (length < 0) {
            throw ValueException.corrupt("an event of " + rest.length + " bytes has no room for its checksum");
        }
        if (checksumLength > 0) {
            verify(header, rest, length);
        }
        return new Body(rest, 0, length);
    }

    private static void verify(byte[] header, byte[] rest, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(header);
        checksum.update(rest, 0, length);
        if ((int) checksum.getValue() != LittleEndian.getInt(rest, length)) {
            throw ValueException.corrupt("the checksum of an event of type " + RawEvent.type(header) + " is wrong");
        }
    }
}
