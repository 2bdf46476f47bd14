package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;
import java.util.Optional;

/** Fewer tables. */
public record DroppedTables(DropTablesRequest request) implements Change {
    @Override
    public PipeConfiguration appliedTo(PipeConfiguration configuration) {
        List<TableMapping> kept = configuration.tables().stream()
                .filter(mapping -> !request.tables().contains(mapping.source())).toList();
        return configuration.with(configuration.source(), configuration.replication(), kept);
    }

    @Override
    public Optional<String> refusal(PipeConfiguration configuration) {
        if (request.tables().isEmpty()) {
            return Optional.of("it names no table; give tables, a list of {\"schema\": …, \"table\": …}");
        }
        return ChangeDescriptions.refusalOfUnknown(request.tables(), configuration);
    }

    @Override
    public String sentence() {
        return "drop " + ChangeDescriptions.named(request.tables(), "tables")
                + ChangeDescriptions.because(request.reason());
    }
}
