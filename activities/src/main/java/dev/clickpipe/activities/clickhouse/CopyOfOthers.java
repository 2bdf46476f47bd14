package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * Whether a table that a pipe did not make makes room for what the pipe loads: a copy that a deleted pipe, or another
 * product, left. Its rows stay, under another name. What a person keeps in a form of their own is not touched, nor is a copy
 * of another source table.
 */
public final class CopyOfOthers {
    private static final List<String> BOOKKEEPING = List.of(RowLayout.VERSION, RowLayout.IS_DELETED);

    private CopyOfOthers() {}

    /**
     * Known by the columns that pipes add to a table, and by the comment where one tells the source.
     *
     * @param present what stands at the mapping's target
     */
    public static boolean is(DestinationTables tables, PipeConfiguration configuration, TableMapping mapping,
            DestinationTable present) {
        List<String> sources = configuration.tables().stream()
                .filter(other -> other.target().equals(mapping.target())).map(TableMapping::source)
                .map(TableName::quoted).toList();
        return mapping.engine() != TableEngine.NULL && present.engine().endsWith("MergeTree")
                && TableSpecification.sourceOf(present).filter(source -> !sources.contains(source)).isEmpty()
                && tables.columns(present.database(), present.name()).stream().map(DestinationColumn::name).toList()
                        .containsAll(BOOKKEEPING);
    }
}
