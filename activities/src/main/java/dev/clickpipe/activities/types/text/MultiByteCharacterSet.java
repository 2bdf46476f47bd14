package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.RowBuffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A character set of the far east, whose characters have one to four bytes. Java has them all, but both servers know some
 * characters otherwise: the resource holds a line a set, its name and each code that differs with its code point, from
 * {@code SELECT HEX(CONVERT(CONVERT(UNHEX('…') USING big5) USING utf32))}. A code that a server cannot convert becomes a
 * question mark, as it does there. A test asks a server for every code.
 */
final class MultiByteCharacterSet implements CharacterSet {
    private static final String RESOURCE = "multi-byte-differences.txt";
    private static final Map<String, Form> FORMS = Map.of("big5", new Form("Big5", 0xA1, 0xF9), "gbk",
            new Form("GBK", 0x81, 0xFE), "gb2312", new Form("GB2312", 0xA1, 0xF7), "euckr",
            new Form("x-windows-949", 0x81, 0xFE), "sjis", new Form("Shift_JIS", 0x81, 0xFC), "cp932",
            new Form("windows-31j", 0x81, 0xFC), "ujis", new Form("EUC-JP", 0x8E, 0xFE), "eucjpms",
            new Form("x-eucJP-Open", 0x8E, 0xFE), "gb18030", new Form("GB18030", 0x81, 0xFE));
    private static final Map<String, CharacterSet> MADE = new HashMap<>();
    private static final int UNKNOWN = '?';
    private static final int TWO_BYTES = 1 << 16;

    private final String name;
    private final Form form;
    private final Charset charset;
    /** Code points of codes of one and two bytes. */
    private final int[] characters = new int[TWO_BYTES];
    /** Code points of longer codes that Java knows otherwise. */
    private final Map<Integer, Integer> differences = new HashMap<>();

    /**
     * Which bytes begin a code of several.
     *
     * @param first the lowest of them
     * @param last the highest
     */
    private record Form(String javaName, int first, int last) {}

    private MultiByteCharacterSet(String name, Form form) {
        this.name = name;
        this.form = form;
        charset = Charset.forName(form.javaName());
        Arrays.fill(characters, UNKNOWN);
        byte[] two = new byte[2];
        for (int lead = 0; lead < 256; lead++) {
            two[0] = (byte) lead;
            if (!isLead(lead)) {
                characters[lead] = javas(two, 0, 1);
                continue;
            }
            for (int trail = 0; trail < 256; trail++) {
                two[1] = (byte) trail;
                characters[lead << 8 | trail] = javas(two, 0, 2);
            }
        }
        readDifferences();
    }

    /** The set of a name; made when it is first asked for, because its tables are large. */
    static Optional<CharacterSet> of(String name) {
        Form form = FORMS.get(name);
        if (form == null) {
            return Optional.empty();
        }
        synchronized (MADE) {
            return Optional.of(MADE.computeIfAbsent(name, _ -> new MultiByteCharacterSet(name, form)));
        }
    }

    static Set<String> names() {
        return FORMS.keySet();
    }

    @Override
    public void put(byte[] text, int offset, int length, RowBuffer out) {
        byte[] bytes = read(text, offset, length).getBytes(UTF_8);
        out.putString(bytes, 0, bytes.length);
    }

    @Override
    public String text(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    private String read(byte[] bytes, int offset, int length) {
        int end = offset + length;
        StringBuilder text = new StringBuilder(length);
        int at = offset;
        while (at < end) {
            int width = width(bytes, at, end);
            if (width > end - at) {
                // No text ends in the middle of a character; where one was stored all the same, a server stops here too.
                break;
            }
            text.appendCodePoint(character(bytes, at, width));
            at += width;
        }
        return text.toString();
    }

    private int width(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (!isLead(lead)) {
            return 1;
        }
        return switch (name) {
            case "ujis", "eucjpms" -> lead == 0x8F ? 3 : 2;
            case "gb18030" -> at + 1 < end && bytes[at + 1] >= '0' && bytes[at + 1] <= '9' ? 4 : 2;
            default -> 2;
        };
    }

    /** In the sets of Shift JIS, 0xA0 to 0xDF are characters by themselves; in EUC, 0x90 to 0xA0 are none. */
    private boolean isLead(int lead) {
        return lead >= form.first() && lead <= form.last() && switch (name) {
            case "sjis", "cp932" -> lead < 0xA0 || lead > 0xDF;
            case "ujis", "eucjpms" -> lead < 0x90 || lead > 0xA0;
            default -> true;
        };
    }

    private int character(byte[] bytes, int at, int width) {
        int code = 0;
        for (int i = at; i < at + width; i++) {
            code = code << 8 | (bytes[i] & 0xFF);
        }
        if (width <= 2) {
            return characters[code];
        }
        Integer different = differences.get(code);
        return different == null ? javas(bytes, at, width) : different;
    }

    /** What Java makes of a code; a question mark when it is none or several characters. */
    private int javas(byte[] bytes, int at, int width) {
        try {
            CharBuffer decoded = charset.newDecoder().decode(ByteBuffer.wrap(bytes, at, width));
            return Character.codePointCount(decoded, 0, decoded.length()) == 1
                    ? Character.codePointAt(decoded, 0)
                    : UNKNOWN;
        } catch (CharacterCodingException none) {
            return UNKNOWN;
        }
    }

    private void readDifferences() {
        try (InputStream stream = MultiByteCharacterSet.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, US_ASCII));
            lines.lines().map(line -> line.split(" ", -1)).filter(line -> line[0].equals(name))
                    .flatMap(line -> Arrays.stream(line).skip(1)).forEach(this::readDifference);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void readDifference(String difference) {
        String[] pair = difference.split("=", 2);
        int code = Integer.parseUnsignedInt(pair[0], 16);
        int codePoint = Integer.parseInt(pair[1], 16);
        if (pair[0].length() <= 4) {
            characters[code] = codePoint;
        } else {
            differences.put(code, codePoint);
        }
    }
}
