package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the sentences of several changes have in common. */
final class ChangeDescriptions {
    private static final int TABLES_NAMED = 10;

    private ChangeDescriptions() {}

    /** The tables one after the other, or what stands for none of them. */
    static String named(List<TableName> tables, String none) {
        return tables.isEmpty() ? none : tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }

    /** The end of a sentence; nothing without a reason. */
    static String because(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }

    /** Refuses tables that the pipe does not have. */
    static Optional<String> refusalOfUnknown(List<TableName> tables, PipeConfiguration configuration) {
        List<TableName> known = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        List<TableName> unknown = new ArrayList<>(tables);
        unknown.removeAll(known);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("the pipe has no table " + named(unknown, "") + "; name one of those that it has: "
                        + named(known.subList(0, Math.min(known.size(), TABLES_NAMED)), "it has none")
                        + (known.size() > TABLES_NAMED ? ", …" : ""));
    }
}
