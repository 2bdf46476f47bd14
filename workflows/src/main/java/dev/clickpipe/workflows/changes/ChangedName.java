package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another name. */
public record ChangedName(String name, @Nullable String reason) implements Change {
    @Override
    public PipeConfiguration appliedTo(PipeConfiguration configuration) {
        return configuration.named(name);
    }

    @Override
    public Optional<String> refusal(PipeConfiguration configuration) {
        return name.isBlank() ? Optional.of("name: it is empty; give a text") : Optional.empty();
    }

    @Override
    public String sentence() {
        return "go by the name " + name + ChangeDescriptions.because(reason);
    }
}
