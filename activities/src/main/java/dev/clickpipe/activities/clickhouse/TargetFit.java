package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.types.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a table that the pipe did not make can take its rows. It may have more columns, with defaults or without,
 * projections and views behind it; what the pipe writes must be there as the pipe would have made it.
 */
public final class TargetFit {
    private static final Pattern KEYED = Pattern
            .compile("\\w*ReplacingMergeTree\\(.*" + RowLayout.VERSION + ", " + RowLayout.IS_DELETED + "\\).*",
                    Pattern.DOTALL);

    private TargetFit() {}

    /** Everything that does not fit, each a clause; empty when nothing does not. */
    public static List<String> problems(DestinationTable table, List<ExistingColumn> columns, RowLayout layout) {
        List<String> problems = new ArrayList<>();
        switch (layout.writeMode()) {
            case APPEND -> problems.add("a table that keeps every change is made by the pipe alone");
            case DISCARD -> {
                if (!table.engine().equals("Null")) {
                    problems.add("its engine is " + table.engine() + ", not Null");
                }
                columnProblems(columns, layout, problems);
            }
            case UPSERT -> {
                if (!KEYED.matcher(table.engineDefinition()).matches()) {
                    problems.add("its engine is not ReplacingMergeTree(" + RowLayout.VERSION + ", "
                            + RowLayout.IS_DELETED + ")");
                } else if (!sortedBy(table.sortingKey(), plain(Identifiers.quoteAll(layout.sortingKey())))) {
                    problems.add("its sorting key is " + table.sortingKey() + ", and rows are told apart by "
                            + Identifiers.quoteAll(layout.sortingKey()));
                }
                columnProblems(columns, layout, problems);
            }
        }
        return problems;
    }

    /** A table made {@code ORDER BY (id)}, as the pipe makes them, shows its only column in parentheses. */
    private static boolean sortedBy(String key, String wanted) {
        return plain(key).equals(wanted) || plain(key).equals("(" + wanted + ")");
    }

    /** ClickHouse quotes the names that need it. */
    private static String plain(String key) {
        return key.replace("`", "");
    }

    private static void columnProblems(List<ExistingColumn> columns, RowLayout layout, List<String> problems) {
        for (RowLayout.Declaration needed : layout.declarations()) {
            if (columns.stream().noneMatch(column -> column.name().equals(needed.name()) && column.insertable()
                    && (needed.type() + " ").startsWith(column.type() + " "))) {
                problems.add("it has no column " + needed.name() + " of type " + needed.type());
            }
        }
    }
}
