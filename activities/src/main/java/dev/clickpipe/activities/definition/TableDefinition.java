package dev.clickpipe.activities.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table as its server describes it; rows of the binlog hold its columns in this order, and may hold hidden ones.
 *
 * @param columns all columns, invisible and generated ones too, by ORDINAL_POSITION
 * @param primaryKey names of the primary key's columns in key order, without {@code rowEnd}; empty without one
 * @param rowEnd name of the ROW END column of a system-versioned table of MariaDB, which is hidden when the table was not
 * given one; null for other tables, and in what was recorded before such tables could be copied
 */
public record TableDefinition(TableName name, List<ColumnDefinition> columns, List<String> primaryKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rowEnd) {
    /** Hidden columns of a table that is versioned without a PERIOD of its own. */
    public static final String IMPLICIT_ROW_START = "row_start";
    /** The other one. */
    public static final String IMPLICIT_ROW_END = "row_end";

    /** A table that is not system-versioned. */
    public TableDefinition(TableName name, List<ColumnDefinition> columns, List<String> primaryKey) {
        this(name, columns, primaryKey, null);
    }

    public TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
