package dev.clickpipe.activities.binlog.xa;

import dev.clickpipe.activities.binlog.event.ByteReader;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Which XA transaction. It may be used again once the transaction is committed or rolled back.
 *
 * @param text as the servers write it into statements, such as {@code x'6162',x'',1}, in lower case
 */
public record XaId(String text) {
    public XaId {
        text = text.strip().toLowerCase(Locale.ROOT);
    }

    /** Reads the end of an XA_PREPARE event: format 4 | length of gtrid 4 | length of bqual 4 | gtrid | bqual. */
    public static XaId read(ByteReader reader) {
        long format = reader.readLittleEndian(4);
        int gtrid = (int) reader.readLittleEndian(4);
        int bqual = (int) reader.readLittleEndian(4);
        return new XaId(hexadecimal(reader, gtrid) + "," + hexadecimal(reader, bqual) + "," + format);
    }

    private static String hexadecimal(ByteReader reader, int length) {
        return "x'" + HexFormat.of().formatHex(reader.readBytes(length)) + "'";
    }

    @Override
    public String toString() {
        return text;
    }
}
