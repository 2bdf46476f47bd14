package dev.clickpipe.workflows.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values of one source column that the destination could not hold, and that stand there as the nearest ones it can.
 *
 * @param values how many
 * @param firstExample the first of them as the source shows it, cut to a readable length
 */
public record ColumnLoss(String column, long values, String firstExample) {
    /** Both together, column by column; examples are those of the earlier list. */
    public static List<ColumnLoss> add(List<ColumnLoss> earlier, List<ColumnLoss> more) {
        Map<String, ColumnLoss> all = new LinkedHashMap<>();
        Stream.concat(earlier.stream(), more.stream()).forEach(loss -> all.merge(loss.column(), loss,
                (was, also) -> new ColumnLoss(was.column(), was.values() + also.values(), was.firstExample())));
        return List.copyOf(all.values());
    }

    /** What a record holds that was written before losses were counted. */
    public static List<ColumnLoss> orNone(List<ColumnLoss> losses) {
        return losses == null ? List.of() : List.copyOf(losses);
    }
}
