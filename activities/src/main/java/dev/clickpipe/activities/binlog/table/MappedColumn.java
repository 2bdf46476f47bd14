package dev.clickpipe.activities.binlog.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.ImageColumn;
import java.util.List;

/**
 * A column as TABLE_MAP describes it.
 *
 * @param image form of its values
 * @param unsigned for numbers
 * @param collation number of the collation; 0 for types without one, and 63 for bytes
 * @param visible whether SELECT * shows it
 */
public record MappedColumn(String name, ImageColumn image, boolean nullable, boolean unsigned, int collation,
        boolean visible) {
    /** Members of ENUM and SET in order; of a column without a character set only their number counts. */
    public List<String> members() {
        return image.members().stream().map(name -> new String(name, UTF_8)).toList();
    }
}
