package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** More tables. */
public record AddedTables(AddTablesRequest request) implements Change {
    @Override
    public PipeConfiguration appliedTo(PipeConfiguration configuration) {
        List<TableMapping> all = new ArrayList<>(configuration.tables());
        all.addAll(request.tables());
        return configuration.with(configuration.source(), configuration.replication(), all);
    }

    @Override
    public Optional<ResyncRequest> reload() {
        return Optional.of(new ResyncRequest(sources(), request.reason()));
    }

    private List<TableName> sources() {
        return request.tables().stream().map(TableMapping::source).distinct().toList();
    }

    @Override
    public Optional<String> refusalIn(PipeState state, boolean setUp) {
        return state == PipeState.FAILED
                ? Optional.of("ClickPipe is Failed: its other tables have a gap; resync it first, then add tables")
                : Optional.empty();
    }

    @Override
    public Optional<String> refusal(PipeConfiguration configuration) {
        if (request.tables().isEmpty()) {
            return Optional
                    .of("it names no table; give tables, a list of {\"source\":{\"schema\": …, \"table\": …},"
                            + " \"target\": …}");
        }
        List<TableMapping> taken = new ArrayList<>(configuration.tables());
        for (TableMapping added : request.tables()) {
            for (TableMapping there : taken) {
                if (there.source().equals(added.source())) {
                    return Optional.of("the pipe copies " + added.source().quoted() + " into " + there.target()
                            + " already; drop it first to copy it otherwise");
                }
                if (there.target().equals(added.target())) {
                    return Optional.of("the pipe copies " + there.source().quoted() + " into " + added.target()
                            + " already; choose another target for " + added.source().quoted());
                }
                if (added.target().equals(there.shadow()) || there.target().equals(added.shadow())) {
                    return Optional.of("the target " + added.target() + " of " + added.source().quoted()
                            + ": it or " + there.target() + " is the name under which the other is loaded again;"
                            + " choose another target");
                }
            }
            taken.add(added);
        }
        return Optional.empty();
    }

    /** The same without the tables of some destination tables; empty when none is left. */
    public Optional<AddedTables> without(List<String> targets) {
        List<TableMapping> rest = request.tables().stream().filter(table -> !targets.contains(table.target())).toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new AddedTables(new AddTablesRequest(rest, request.reason())));
    }

    @Override
    public String sentence() {
        return "add " + ChangeDescriptions.named(sources(), "tables") + ChangeDescriptions.because(request.reason());
    }
}
