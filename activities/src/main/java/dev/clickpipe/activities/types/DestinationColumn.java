package dev.clickpipe.activities.types;

/**
 * A column of a destination table that carries a source column.
 *
 * @param name the same at source and destination
 * @param sourceIndex index of the source column in its table's definition
 * @param codec carries its values, NULL included where the destination takes it
 * @param inSortingKey whether equality of rows depends on it
 */
public record DestinationColumn(String name, int sourceIndex, Codec codec, boolean inSortingKey) {
    /** The type as ClickHouse writes it. */
    public String type() {
        return codec.destinationType();
    }
}
