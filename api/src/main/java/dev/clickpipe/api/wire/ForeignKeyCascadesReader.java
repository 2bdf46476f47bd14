package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import org.jspecify.annotations.Nullable;

/** Reads {@code foreignKeyCascades} of a pipe's settings. */
final class ForeignKeyCascadesReader {
    private static final int LONGEST = 20;

    private ForeignKeyCascadesReader() {}

    /** The choice; null when it is left out, or after a mistake. */
    static @Nullable ForeignKeyCascades read(JsonObject settings) {
        String word = settings.optionalText(ForeignKeyCascades.NAME, LONGEST);
        if (word == null) {
            return null;
        }
        ForeignKeyCascades choice = ForeignKeyCascades.of(word).orElse(null);
        if (choice == null && !word.isBlank() && word.length() <= LONGEST) {
            settings.mistake(ForeignKeyCascades.NAME, word, ForeignKeyCascades.problemOf(word),
                    "give one of " + ForeignKeyCascades.words());
        }
        return choice;
    }
}
