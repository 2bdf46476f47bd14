package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.RowBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A character set of the servers whose bytes are not UTF-8, and what the servers make of them when they convert. */
public sealed interface CharacterSet permits SingleByteCharacterSet, MultiByteCharacterSet, WideCharacterSet {
    /** The set of a name as the servers spell it; empty for UTF-8, for binary and for unknown ones. */
    static Optional<CharacterSet> of(String name) {
        return SingleByteCharacterSet.of(name).<CharacterSet>map(set -> set)
                .or(() -> MultiByteCharacterSet.of(name)).or(() -> WideCharacterSet.of(name));
    }

    /** Names of all. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(SingleByteCharacterSet.names());
        names.addAll(MultiByteCharacterSet.names());
        names.addAll(WideCharacterSet.names());
        return names;
    }

    /** Writes a text as a string of UTF-8. */
    void put(byte[] text, int offset, int length, RowBuffer out);

    /** The text of some bytes; for names. */
    String text(byte[] bytes);
}
