package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.RowBuffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A character set whose characters have one byte each, and what the servers make of each of them in UTF-8. Java has some
 * of the sets, and knows other characters in some of those.
 *
 * <p>The resource holds a line a set: its name, then 256 code points, from {@code SELECT HEX(CONVERT(CONVERT(UNHEX('…')
 * USING latin1) USING utf32))}. A test asks both servers.
 */
final class SingleByteCharacterSet implements CharacterSet {
    private static final String RESOURCE = "single-byte-character-sets.txt";
    private static final Map<String, SingleByteCharacterSet> ALL = read();

    /** By byte. */
    private final byte[][] characters;

    private SingleByteCharacterSet(byte[][] characters) {
        this.characters = characters;
    }

    /** The set of a name as the servers spell it; empty for sets of other kinds. */
    static Optional<SingleByteCharacterSet> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Names of all. */
    static Set<String> names() {
        return ALL.keySet();
    }

    @Override
    public void put(byte[] text, int offset, int length, RowBuffer out) {
        int size = 0;
        for (int at = offset; at < offset + length; at++) {
            size += characters[text[at] & 0xFF].length;
        }
        out.putLength(size);
        for (int at = offset; at < offset + length; at++) {
            byte[] character = characters[text[at] & 0xFF];
            if (character.length == 1) {
                out.putByte(character[0]);
            } else {
                out.putBytes(character, 0, character.length);
            }
        }
    }

    @Override
    public String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte character : bytes) {
            text.append(new String(characters[character & 0xFF], UTF_8));
        }
        return text.toString();
    }

    private static Map<String, SingleByteCharacterSet> read() {
        Map<String, SingleByteCharacterSet> sets = new HashMap<>();
        try (InputStream stream = SingleByteCharacterSet.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, US_ASCII));
            lines.lines().map(line -> line.split(" ", -1)).forEach(line -> sets.put(line[0], parse(line)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Map.copyOf(sets);
    }

    private static SingleByteCharacterSet parse(String[] line) {
        if (line.length != 257) {
            throw new IllegalStateException(RESOURCE + ": " + line[0] + " has " + (line.length - 1) + " characters");
        }
        byte[][] characters = new byte[256][];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = Character.toString(Integer.parseInt(line[i + 1], 16)).getBytes(UTF_8);
        }
        return new SingleByteCharacterSet(characters);
    }
}
