package dev.clickpipe.workflows.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A foreign key of a table by whose actions rows may be changed without a word in the binlog.
 *
 * @param foreignKey name of the constraint
 * @param warning a sentence that says which rows are not replicated
 * @param parentChanges rows that were deleted, or got another key, in tables from which the change may have cascaded; counted
 *        whether or not they had children
 */
public record UnreplicatedCascade(String foreignKey, String warning, long parentChanges) {
    /** Both together, key by key; warnings are those of the later list. */
    public static List<UnreplicatedCascade> add(List<UnreplicatedCascade> earlier, List<UnreplicatedCascade> more) {
        if (more.isEmpty()) {
            return earlier;
        }
        Map<String, UnreplicatedCascade> all = new LinkedHashMap<>();
        Stream.concat(earlier.stream(), more.stream())
                .forEach(cascade -> all.merge(cascade.foreignKey(), cascade, (was, also) -> new UnreplicatedCascade(
                        was.foreignKey(), also.warning(), was.parentChanges() + also.parentChanges())));
        return List.copyOf(all.values());
    }

    /** What a record holds that was written before cascades were counted. */
    public static List<UnreplicatedCascade> orNone(List<UnreplicatedCascade> cascades) {
        return cascades == null ? List.of() : List.copyOf(cascades);
    }
}
