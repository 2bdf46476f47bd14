package dev.clickpipe.activities.binlog.table;

import dev.clickpipe.activities.types.ImageColumn;
import java.util.List;

/**
 * A column as TABLE_MAP describes it.
 *
 * @param image form of its values
 * @param unsigned for numbers
 * @param collation number of the collation; 0 for types without one, and 63 for bytes
 * @param members of ENUM and SET
 * @param visible whether SELECT * shows it
 */
public record MappedColumn(String name, ImageColumn image, boolean nullable, boolean unsigned, int collation,
        List<String> members, boolean visible) {
    public MappedColumn {
        members = List.copyOf(members);
    }
}
