package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.settings.OutOfRange;

/**
 * A column of a destination table that carries a source column.
 *
 * @param source name of the source column
 * @param name of the destination column
 * @param sourceIndex index of the source column in its table's definition
 * @param codec carries its values, NULL included where the destination takes it
 * @param inSortingKey whether equality of rows depends on it
 * @param outOfRange what becomes of values that its type cannot hold; in the sorting key they always fail
 */
public record DestinationColumn(String source, String name, int sourceIndex, Codec codec, boolean inSortingKey,
        OutOfRange outOfRange) {
    /** The type as ClickHouse writes it. */
    public String type() {
        return codec.declaration();
    }

    /**
     * Decides about a loss that the codec noted in the buffer.
     *
     * @param counted false for a row that is counted elsewhere, or that is gone
     * @throws ValueException when the value must not be lost
     */
    void settleLoss(RowBuffer out, boolean counted) {
        String value = out.takeLoss();
        if (inSortingKey) {
            throw ValueException.outOfRange(value,
                    type() + " cannot hold it, and the column belongs to the sorting key",
                    "change the value, or leave the column out of the sorting key");
        }
        if (counted) {
            switch (outOfRange) {
                case FAIL -> throw ValueException.outOfRange(value,
                        type() + " cannot hold it, and valuesOutOfRange is fail",
                        "change the value, or exclude the column, or set valuesOutOfRange to nearest");
                case NEAREST -> out.losses().add(source, value);
            }
        }
    }
}
