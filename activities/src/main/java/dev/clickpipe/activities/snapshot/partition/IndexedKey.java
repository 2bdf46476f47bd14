package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.activities.definition.SourceIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key, or its first columns, in whose order an index keeps the rows, so that ranges are found without sorting.
 *
 * @param key the columns that the index orders by
 * @param index name of the index
 */
record IndexedKey(PartitionKey key, String index) {
    private static final String PRIMARY = "PRIMARY";

    /**
     * The longest part of a key that an index orders by.
     *
     * @param extended whether the engine keeps equal values of an index in the order of the primary key, as InnoDB does
     */
    static Optional<IndexedKey> of(PartitionKey key, List<SourceIndex> indexes, boolean extended) {
        List<SourceIndex.Part> primary = indexes.stream().filter(index -> index.name().equals(PRIMARY)).findFirst()
                .map(SourceIndex::parts).orElse(List.of());
        return indexes.stream()
                .map(index -> new IndexedKey(key, index.name())
                        .first(ordered(key, parts(index, extended ? primary : List.of()))))
                .flatMap(Optional::stream)
                .max(Comparator.comparing((IndexedKey found) -> found.key().columns().size())
                        .thenComparing(found -> found.index().equals(PRIMARY)));
    }

    private static List<SourceIndex.Part> parts(SourceIndex index, List<SourceIndex.Part> primary) {
        if (index.unique()) {
            return index.parts();
        }
        List<SourceIndex.Part> parts = new ArrayList<>(index.parts());
        Stream.of(primary).flatMap(List::stream).filter(
                part -> index.parts().stream().noneMatch(own -> String.valueOf(own.column()).equals(part.column())))
                .forEach(parts::add);
        return parts;
    }

    /** How many of a key's columns are the first of an index, in one direction: read backwards, all of it is turned. */
    private static int ordered(PartitionKey key, List<SourceIndex.Part> parts) {
        int count = 0;
        while (count < Math.min(key.columns().size(), parts.size())) {
            SourceIndex.Part part = parts.get(count);
            if (!part.whole() || part.descending() != parts.getFirst().descending()
                    || !key.columns().get(count).definition().name().equals(part.column())) {
                return count;
            }
            count++;
        }
        return count;
    }

    private Optional<IndexedKey> first(int count) {
        return count == 0 ? Optional.empty() : Optional.of(new IndexedKey(key.first(count), index));
    }
}
