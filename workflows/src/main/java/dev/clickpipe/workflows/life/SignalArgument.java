package dev.clickpipe.workflows.life;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The argument of a signal. People type it, and a signal cannot be answered: what cannot be read is refused where they look,
 * in the pipe's journal, while the SDK would drop it with a line in the worker's log.
 */
final class SignalArgument {
    private static final DataConverter JSON = DefaultDataConverter.STANDARD_INSTANCE;

    private SignalArgument() {}

    /**
     * Reads it.
     *
     * @param nothing what stands for no argument and for null
     * @param refused takes the reason when it cannot be read
     */
    static <T> Optional<T> read(@Nullable RawValue argument, Class<T> type, T nothing, Consumer<String> refused) {
        if (argument == null) {
            return Optional.of(nothing);
        }
        try {
            T read = JSON.fromPayload(argument.getPayload(), type, type);
            return Optional.of(read == null ? nothing : read);
        } catch (DataConverterException _) {
            // Its text may hold what was typed, which may be a password that was meant for elsewhere.
            refused.accept(
                    "its argument is not the JSON object that the signal's description shows; give that, or nothing");
            return Optional.empty();
        }
    }
}
