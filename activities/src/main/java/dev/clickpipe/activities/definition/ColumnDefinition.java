package dev.clickpipe.activities.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One column of a source table, in the words of information_schema.COLUMNS.
 *
 * @param name as the source spells it
 * @param columnType COLUMN_TYPE: type with length, members and signedness, such as {@code int(10) unsigned}
 * @param characterSet CHARACTER_SET_NAME; null for types without one
 * @param collation COLLATION_NAME; null for types without one
 * @param nullable whether it takes NULL
 * @param generationExpression GENERATION_EXPRESSION; null or empty for a column that is stored as it was written
 * @param extra EXTRA, such as {@code auto_increment}, {@code VIRTUAL GENERATED}, {@code INVISIBLE}
 */
public record ColumnDefinition(String name, String columnType, @Nullable String characterSet,
        @Nullable String collation, boolean nullable, @Nullable String generationExpression, String extra) {
    /** Whether the server computes it from other columns. */
    @JsonIgnore
    public boolean isGenerated() {
        return generationExpression != null && !generationExpression.isEmpty() && !isRowPeriod();
    }

    /** Whether it is computed when it is read. */
    @JsonIgnore
    public boolean isVirtual() {
        return extra.toUpperCase(Locale.ROOT).contains("VIRTUAL GENERATED");
    }

    private boolean isRowPeriod() {
        return isRowEnd() || "ROW START".equalsIgnoreCase(generationExpression);
    }

    /** Whether it is GENERATED ALWAYS AS ROW END, of a system-versioned table; no expression is spelled so. */
    boolean isRowEnd() {
        return "ROW END".equalsIgnoreCase(generationExpression);
    }
}
