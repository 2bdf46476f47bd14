package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A destination table to be made.
 *
 * @param columns all columns in order
 * @param storage how it keeps its rows
 * @param comment says whose table it is
 */
public record TableSpecification(String database, String name, List<Column> columns, Storage storage, String comment) {
    private static final String COPY = "Copy of ";
    private static final String TAKEN_OVER = "Taken over for ";
    private static final Pattern MADE = Pattern
            .compile(
                    "(?:Copy of|Made like the table taken over for|(?:(?<written>.*); )?Taken over for) (?<source>.+) by ClickPipe (?<pipe>\\p{XDigit}{8}(?:-\\p{XDigit}+){4})",
                    Pattern.DOTALL);

    public TableSpecification {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param declaration type, and default where there is one
     * @param comment empty without one
     */
    public record Column(String name, String declaration, String comment) {
        private String line() {
            return Identifiers.quote(name) + " " + declaration
                    + (comment.isEmpty() ? "" : " COMMENT " + Identifiers.literal(comment));
        }
    }

    /**
     * The copy of a source table.
     *
     * @param name of the table, which may wait under another one than the mapping's
     * @param generation of an appended table, see {@link Generation}; null for others
     */
    public static TableSpecification ofCopy(PipeConfiguration configuration, TableMapping mapping, RowLayout layout,
            String name, @Nullable String generation) {
        List<Column> columns = new ArrayList<>(layout.declarations().stream()
                .map(column -> new Column(column.name(), column.type(), "")).toList());
        if (generation != null) {
            columns.add(Generation.column(generation));
        }
        Storage storage = switch (layout.writeMode()) {
            case UPSERT -> new Storage.Keyed(layout.sortingKey(), RowLayout.VERSION, RowLayout.IS_DELETED,
                    configuration.replication().deleteOnMerge());
            case APPEND -> new Storage.Appended(layout.sortingKey(), RowLayout.VERSION);
            case DISCARD -> new Storage.Nothing();
        };
        return new TableSpecification(configuration.destinationDatabase(), name, columns, storage,
                commentOfCopy(configuration, mapping.source()));
    }

    /** What says that a table is this pipe's copy of that source table. */
    public static String commentOfCopy(PipeConfiguration configuration, TableName source) {
        return COPY + source.quoted() + madeBy(configuration);
    }

    /** What says that a table is this pipe's, and made like one that a person had made for that source table. */
    public static String commentOfTakenOver(PipeConfiguration configuration, TableName source) {
        return "Made like the table taken over for " + source.quoted() + madeBy(configuration);
    }

    /**
     * The source table, quoted, that a table is a copy of by its comment, whichever pipe made it; empty for one of a person.
     */
    public static Optional<String> sourceOf(DestinationTable table) {
        Matcher made = MADE.matcher(table.comment());
        return made.matches() ? Optional.of(made.group("source")) : Optional.empty();
    }

    /** The pipe that made a table, or took it over; empty for one that no pipe has touched. */
    public static Optional<UUID> owner(DestinationTable table) {
        Matcher made = MADE.matcher(table.comment());
        return made.matches() ? Optional.of(UUID.fromString(made.group("pipe"))) : Optional.empty();
    }

    /** The pipe that made a table from a definition; empty for one that a person made. */
    static Optional<UUID> copyMaker(DestinationTable table) {
        Matcher made = MADE.matcher(table.comment());
        return table.comment().startsWith(COPY) && made.matches()
                ? Optional.of(UUID.fromString(made.group("pipe")))
                : Optional.empty();
    }

    /** What says that a person's table, or one that another pipe left, is this pipe's now; what the person wrote stays. */
    public static String commentOfTakeOver(PipeConfiguration configuration, TableName source, DestinationTable table) {
        String comment = table.comment();
        Matcher made = MADE.matcher(comment);
        String written = made.matches() ? Objects.requireNonNullElse(made.group("written"), "") : comment;
        return (written.isEmpty() ? "" : written + "; ") + TAKEN_OVER + source.quoted() + madeBy(configuration);
    }

    /** Whether a table was made by this pipe from a definition, for this source table or another one that shares it. */
    public static boolean isCopyBy(PipeConfiguration configuration, DestinationTable table) {
        return table.comment().startsWith(COPY) && isMadeBy(configuration, table);
    }

    /** Whether a table was made, or taken over, by this pipe. */
    public static boolean isMadeBy(PipeConfiguration configuration, DestinationTable table) {
        return table.comment().endsWith(madeBy(configuration));
    }

    private static String madeBy(PipeConfiguration configuration) {
        return " by ClickPipe " + configuration.pipeId();
    }

    /** What follows its name in the statement that makes it. */
    String body(Replication replication) {
        return "\n(\n" + columns.stream().map(Column::line).collect(Collectors.joining(",\n")) + storage.index()
                + "\n)\n" + storage.engine(replication) + "\nCOMMENT " + Identifiers.literal(comment);
    }
}
