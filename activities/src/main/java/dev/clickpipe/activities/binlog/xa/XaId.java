package dev.clickpipe.activities.binlog.xa;

import dev.clickpipe.activities.binlog.event.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which XA transaction. It may be used again once the transaction is committed or rolled back.
 *
 * @param text as the servers write it into statements, such as {@code x'6162',x'',1}, in lower case
 */
public record XaId(String text) {
    private static final Pattern PARTS = Pattern
            .compile("x'((?:[0-9a-f]{2})*)',x'((?:[0-9a-f]{2})*)'(?:,(-?\\d+))?");

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

    /** As people write it: parts that are printable ASCII as text, without an empty second part and the usual format 1. */
    @Override
    public String toString() {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        String branch = parts.group(2).isEmpty() ? "" : "," + readable(parts.group(2));
        String format = parts.group(3) == null || parts.group(3).equals("1") ? "" : "," + parts.group(3);
        return readable(parts.group(1)) + (branch.isEmpty() && !format.isEmpty() ? ",''" : branch) + format;
    }

    private static String readable(String hexadecimal) {
        String bytes = new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.ISO_8859_1);
        return bytes.chars().allMatch(character -> character >= ' ' && character <= '~' && character != '\'')
                ? "'" + bytes + "'"
                : "x'" + hexadecimal + "'";
    }
}
