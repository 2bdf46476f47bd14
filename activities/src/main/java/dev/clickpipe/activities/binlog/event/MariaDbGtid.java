package dev.clickpipe.activities.binlog.event;

/**
 * MariaDB's GTID event: sequence 8, domain 4, flags 1. The server's id is in the header.
 *
 * @param standalone the one event that follows is all there is
 * @param preparesXa XA_PREPARE ends it; it replaces XA START
 */
record MariaDbGtid(BinlogEvent.TransactionStart start, boolean standalone, boolean preparesXa) {
    private static final int FLAG_STANDALONE = 1;
    private static final int FLAG_PREPARED_XA = 64;
    private static final long MICROS_PER_SECOND = 1_000_000;

    static MariaDbGtid read(RawEvent event, long nextOffset) {
        ByteReader reader = new ByteReader(event.body());
        String sequence = Long.toUnsignedString(reader.readLittleEndian(8));
        long domain = reader.readLittleEndian(4);
        int flags = reader.readByte();
        String gtid = domain + "-" + event.serverId() + "-" + sequence;
        return new MariaDbGtid(
                new BinlogEvent.TransactionStart(gtid, event.timestamp() * MICROS_PER_SECOND,
                        nextOffset - event.length(), nextOffset),
                (flags & FLAG_STANDALONE) != 0, (flags & FLAG_PREPARED_XA) != 0);
    }
}
