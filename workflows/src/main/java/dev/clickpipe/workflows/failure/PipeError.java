package dev.clickpipe.workflows.failure;

import dev.clickpipe.workflows.settings.TableName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error as a person reads it. Never holds a secret.
 *
 * @param kind what kind of error; decides what the pipe does
 * @param message what happened, with the names and values involved
 * @param remedy what to do about it, a statement to run where there is one
 * @param table the source table it is about, null when it is about the whole pipe
 */
public record PipeError(ErrorKind kind, String message, String remedy, @Nullable TableName table) {
    public PipeError {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Message and remedy as sentences of one text. */
    public String withRemedy() {
        return sentence(message) + " " + sentence(remedy);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
