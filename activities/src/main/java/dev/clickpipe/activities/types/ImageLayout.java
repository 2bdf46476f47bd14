package dev.clickpipe.activities.types;

import java.util.List;

/**
 * The columns of row images under one TABLE_MAP, and which columns of the definition they are.
 *
 * @param columns forms of all columns, in the order of images
 * @param sources for each the index of the definition's column; {@link #HIDDEN} for one that only the binlog shows
 * @param rowEnd index in {@code columns} of the ROW END column of a system-versioned table; {@link #HIDDEN} without one
 */
public record ImageLayout(List<ImageColumn> columns, List<Integer> sources, int rowEnd) {
    /** Stands for no column. */
    public static final int HIDDEN = -1;

    public ImageLayout {
        columns = List.copyOf(columns);
        sources = List.copyOf(sources);
        if (columns.size() != sources.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, " + sources.size() + " sources");
        }
    }

    /** How many columns of the definition the images hold. */
    int definedColumns() {
        return (int) sources.stream().filter(source -> source != HIDDEN).count();
    }
}
