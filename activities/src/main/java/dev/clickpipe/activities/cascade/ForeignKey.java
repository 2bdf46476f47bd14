package dev.clickpipe.activities.cascade;

import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A foreign key.
 *
 * @param child the table that has it
 * @param columns of the child, in the key's order
 * @param parentColumns that they reference, in the same order
 * @param onDelete what becomes of children when a parent is deleted
 * @param onUpdate the same when one gets another key
 */
public record ForeignKey(TableName child, String name, List<String> columns, TableName parent,
        List<String> parentColumns, ReferentialAction onDelete, ReferentialAction onUpdate) {
    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** Whether it changes children by itself. */
    public boolean changesRows() {
        return onDelete.changesRows() || onUpdate.changesRows();
    }

    /** The key as a statement would declare it, with those actions alone that change rows. */
    public String declaration() {
        return "`" + name + "` FOREIGN KEY " + list(columns) + " REFERENCES " + parent.quoted() + " "
                + list(parentColumns) + actions().map(action -> " " + action).collect(Collectors.joining());
    }

    /** What people read at the table; nothing counted yet. */
    public UnreplicatedCascade warning() {
        return counted(0);
    }

    /** The same with changes of parents that may have cascaded. */
    public UnreplicatedCascade counted(long parentChanges) {
        return new UnreplicatedCascade(name, "rows changed by " + actions().collect(Collectors.joining(" and "))
                + " of `" + name + "` (parent " + parent.quoted() + ") are not replicated", parentChanges);
    }

    private Stream<String> actions() {
        return Stream.concat(
                onDelete.changesRows() ? Stream.of("ON DELETE " + onDelete.text()) : Stream.empty(),
                onUpdate.changesRows() ? Stream.of("ON UPDATE " + onUpdate.text()) : Stream.empty());
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ", "(", ")"));
    }
}
