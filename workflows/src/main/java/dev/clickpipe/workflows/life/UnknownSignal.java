package dev.clickpipe.workflows.life;

import dev.clickpipe.workflows.memory.Operation;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicSignalHandler;
import java.util.function.BiConsumer;

/** Hears signals of names that there are not: one that was mistyped would wait for ever, and nobody would be told. */
final class UnknownSignal implements DynamicSignalHandler {
    private final BiConsumer<String, String> refused;

    /** @param refused takes the name and the reason */
    UnknownSignal(BiConsumer<String, String> refused) {
        this.refused = refused;
    }

    @Override
    public void handle(String signalName, EncodedValues arguments) {
        refused.accept(signalName, "there is no such signal; what can be asked is " + Operation.signals());
    }

    @Override
    public String getDescription() {
        return "Any other name is refused, in the pipe's journal.";
    }
}
