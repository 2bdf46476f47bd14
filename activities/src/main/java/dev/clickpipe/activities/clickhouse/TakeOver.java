package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.MappingProblems;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pipe may take over a table that it did not make, and no living pipe has: an empty one whose columns fit; and, where a person says from
 * which position on its changes are missing, one with rows too, if each change may come twice there and it is no copy of
 * another source table.
 */
public sealed interface TakeOver {
    /** It may. */
    record Taken() implements TakeOver {}

    /**
     * What it holds is not to be touched.
     *
     * @param problem a clause about the table
     */
    record Occupied(String problem, String remedy) implements TakeOver {}

    /**
     * It cannot take the pipe's rows.
     *
     * @param problems each a clause about the table
     */
    record Unfit(List<String> problems, String remedy) implements TakeOver {
        public Unfit {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Looks at the table.
     *
     * @param present what is at the mapping's target
     */
    static TakeOver of(DestinationTables tables, PipeConfiguration configuration, TableMapping mapping,
            TableDefinition definition, DestinationTable present, ActivePipes living) {
        if (present.isView()) {
            return new Occupied("it is a view", "Choose another targetTable");
        }
        Optional<Occupied> owned = ofAnother(configuration, present, living);
        if (owned.isPresent()) {
            return owned.get();
        }
        String name = Identifiers.quote(present.database(), present.name());
        if (tables.hasRows(present.database(), present.name())) {
            Optional<Occupied> refusal = refusalOfRows(configuration, mapping, definition, present, name);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (!MappingProblems.of(definition, mapping).isEmpty()) {
            // What it would have to fit is not known.
            return new Taken();
        }
        List<String> problems = TargetFit.problems(present, tables.columns(present.database(), present.name()),
                RowLayout.of(definition, mapping, configuration.replication()));
        return problems.isEmpty()
                ? new Taken()
                : new Unfit(problems, "Choose another targetTable, or alter that one, or DROP TABLE " + name);
    }

    /**
     * The refusal of a table that another living pipe made or took over, also while it is empty: that pipe is about to write to
     * it.
     */
    static Optional<Occupied> ofAnother(PipeConfiguration configuration, DestinationTable present,
            ActivePipes living) {
        return TableSpecification.owner(present)
                .filter(owner -> !owner.equals(configuration.pipeId()) && living.contain(owner))
                .map(owner -> new Occupied("the living ClickPipe " + owner + " made it, or took it over",
                        "Choose another targetTable; or rename or drop that table if that ClickPipe does not copy into"
                                + " it any more"));
    }

    private static Optional<Occupied> refusalOfRows(PipeConfiguration configuration, TableMapping mapping,
            TableDefinition definition, DestinationTable present, String name) {
        String rows = "the destination table holds rows already";
        boolean latest = WriteMode.of(definition, mapping) == WriteMode.UPSERT;
        boolean streamsAlone = configuration.replication().mode() == ReplicationMode.CDC_ONLY;
        if (streamsAlone && !latest) {
            return Optional.of(new Occupied(rows + ", and it is to keep every change: those around the start position"
                    + " could be there twice",
                    "Choose another targetTable, or replicationMode cdc, which loads the table, or DROP TABLE "
                            + name));
        }
        if (configuration.replication().start() == null) {
            return Optional.of(new Occupied(rows, streamsAlone
                    ? "Choose another targetTable; or give startPosition, a place at or before the one up to which the"
                            + " table has all changes, and the pipe continues with it; or DROP TABLE " + name
                    : "Choose another targetTable, or DROP TABLE " + name));
        }
        List<String> sources = configuration.tables().stream()
                .filter(other -> other.target().equals(mapping.target())).map(other -> other.source().quoted())
                .toList();
        return TableSpecification.sourceOf(present).filter(source -> !sources.contains(source))
                .map(source -> new Occupied(rows + ", and they are those of " + source,
                        "Choose another targetTable, or DROP TABLE " + name));
    }
}
