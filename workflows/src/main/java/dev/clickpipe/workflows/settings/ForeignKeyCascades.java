package dev.clickpipe.workflows.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of a table whose rows are changed by actions of foreign keys that the server does not write to its binlog. */
public enum ForeignKeyCascades {
    /** The table is refused, naming the key. */
    REFUSE,
    /** The table is copied; a warning names the key, and the parents' changes that may have cascaded are counted. */
    IGNORE;

    /** Name of the setting, as people write it. */
    public static final String NAME = "foreignKeyCascades";
    /** A value that other versions may take, and that this one refuses by name. */
    private static final String NOT_BUILT = "replay";

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of that word; empty for any other. */
    public static Optional<ForeignKeyCascades> of(String word) {
        return Arrays.stream(values()).filter(choice -> choice.word().equals(word)).findFirst();
    }

    /** What is wrong with a word that {@link #of} does not know. */
    public static String problemOf(String word) {
        return word.equals(NOT_BUILT) ? "it is not built yet" : "there is no such choice";
    }

    /** The words to choose from, such as {@code refuse, ignore}. */
    public static String words() {
        return Arrays.stream(values()).map(ForeignKeyCascades::word).collect(Collectors.joining(", "));
    }
}
