package dev.clickpipe.activities.types;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Carries values of one source type to one destination type. Both ways of reading write the same bytes for the same
 * value. Of a value that the destination cannot hold they write the nearest one that it can, and note the loss in the
 * buffer. Immutable, safe for several threads.
 */
public interface Codec {
    /** What a value becomes; the declaration says whether there is room for NULL too. */
    DestinationType type();

    /** The type as CREATE TABLE declares it. */
    default String declaration() {
        return type().text();
    }

    /** The same values at a type that a person chose; empty when they cannot be carried there. */
    default Optional<Codec> to(DestinationType chosen) {
        return chosen.equals(type()) ? Optional.of(this) : Optional.empty();
    }

    /**
     * What a snapshot selects to get the column's values whole.
     *
     * @param column its name in backquotes
     */
    default String selected(String column) {
        return column;
    }

    /**
     * Writes a value of a result row, read by MariaDB Connector/J over the binary protocol (server-prepared).
     *
     * @param column from 1
     * @return false for NULL, and then nothing was written
     */
    boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException;

    /**
     * Writes a value of a binlog row image.
     *
     * @param offset where the value begins
     * @param end where the event ends
     * @return where the value ends
     * @throws ValueException for a value that goes beyond the end
     */
    int readImage(byte[] image, int offset, int end, RowBuffer out);

    /** The same with room for NULL. */
    default Codec nullable() {
        return new NullableCodec(this);
    }

    /** Writes NULL; where the destination takes none, its default value, and notes the loss. */
    default void writeNull(RowBuffer out) {
        out.noteLoss("NULL");
        out.putZeros(type().defaultWidth());
    }

    /**
     * The codec for the form that a TABLE_MAP announces.
     *
     * @throws ValueException when the image holds another type
     */
    Codec forImage(ImageColumn image);
}
