package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.RowBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Unicode in units of two or four bytes: ucs2, utf16, utf16le, utf32. */
final class WideCharacterSet implements CharacterSet {
    private static final Map<String, Charset> ALL = Map.of("ucs2", StandardCharsets.UTF_16BE, "utf16",
            StandardCharsets.UTF_16BE, "utf16le", StandardCharsets.UTF_16LE, "utf32", StandardCharsets.UTF_32BE);

    private final Charset charset;

    private WideCharacterSet(Charset charset) {
        this.charset = charset;
    }

    static Optional<CharacterSet> of(String name) {
        return Optional.ofNullable(ALL.get(name)).map(WideCharacterSet::new);
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    @Override
    public void put(byte[] text, int offset, int length, RowBuffer out) {
        byte[] bytes = new String(text, offset, length, charset).getBytes(UTF_8);
        out.putString(bytes, 0, bytes.length);
    }

    @Override
    public String text(byte[] bytes) {
        return new String(bytes, charset);
    }
}
