package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A copy of a source table of the same name that another ClickPipe made, by its comment. When that pipe was deleted it makes
 * room for what this one loads: its rows stay, under another name. What a person made, or made a pipe take over, is not
 * touched, nor is a copy of another source table.
 */
public final class CopyOfOtherPipe {
    private CopyOfOtherPipe() {}

    /**
     * The pipe that made it; empty when it is anything else.
     *
     * @param present what stands at the mapping's target, or did
     */
    public static Optional<UUID> maker(PipeConfiguration configuration, TableMapping mapping,
            DestinationTable present) {
        List<String> sources = configuration.tables().stream()
                .filter(other -> other.target().equals(mapping.target())).map(TableMapping::source)
                .map(TableName::quoted).toList();
        return TableSpecification.copyMaker(present)
                .filter(maker -> mapping.engine() != TableEngine.NULL && !maker.equals(configuration.pipeId())
                        && TableSpecification.sourceOf(present).filter(sources::contains).isPresent());
    }
}
