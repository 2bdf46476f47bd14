package dev.clickpipe.activities.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered index of a source table.
 *
 * @param name such as {@code PRIMARY}
 * @param unique whether no two rows have the same values, NULLs aside
 * @param parts what it orders by, one after the other
 */
public record SourceIndex(String name, boolean unique, List<Part> parts) {
    /**
     * What an index orders by at one place.
     *
     * @param column name of the column; null for an expression
     * @param whole whether all of a value counts, not only its first characters
     * @param descending whether it is ordered from the highest to the lowest
     */
    public record Part(@Nullable String column, boolean whole, boolean descending) {}

    public SourceIndex {
        parts = List.copyOf(parts);
    }

    /** The same with the parts of another one behind its own. */
    SourceIndex and(SourceIndex other) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return new SourceIndex(name, unique, all);
    }
}
