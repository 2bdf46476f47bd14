package dev.clickpipe.workflows.snapshot;

import java.util.List;

/** The current details of a snapshot in the Web UI, as Markdown: a bar of text per table. */
final class SnapshotDetails {
    /** The Web UI takes 20,000 bytes: a line is below 250. */
    private static final int TABLES_SHOWN = 50;

    private SnapshotDetails() {}

    static String markdown(List<TableLoad> tables) {
        long finished = tables.stream().filter(TableLoad::finished).count();
        StringBuilder text = new StringBuilder("### ").append(finished).append(" of ").append(tables.size())
                .append(" tables loaded\n\n| table | | rows | of about | partitions |\n|---|---|--:|--:|--:|\n");
        tables.stream().limit(TABLES_SHOWN)
                .forEach(load -> text.append("| ").append(load.table().quoted().replace("|", "\\|")).append(" | `")
                        .append(bar(load)).append("` | ").append(load.rows()).append(" | ")
                        .append(load.estimatedRows()).append(" | ").append(load.partitionsDone()).append(" of ")
                        .append(partitions(load)).append(" |\n"));
        if (tables.size() > TABLES_SHOWN) {
            text.append("\nand ").append(tables.size() - TABLES_SHOWN).append(" more tables\n");
        }
        return text.toString();
    }

    private static String bar(TableLoad load) {
        return load.finished() ? ProgressBar.full() : ProgressBar.of(load.partitionsDone(), partitions(load));
    }

    private static int partitions(TableLoad load) {
        return Math.max(1, Math.max(load.estimatedPartitions(), load.partitionsDone() + load.pending().size()));
    }
}
