package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.snapshot.ProgressBar;
import java.util.List;

/** The current details of a pipe in the Web UI, as Markdown. */
final class WebUiDetails {
    /** The Web UI takes 20,000 bytes: a line of a table is below 400. */
    private static final int TABLES_SHOWN = 30;
    private static final int LOSSES_SHOWN = 10;
    private static final int ENTRIES_SHOWN = 8;

    private WebUiDetails() {}

    static String markdown(LivePipe pipe) {
        PipeDescription described = pipe.describe();
        StringBuilder text = new StringBuilder("### ").append(described.state().wireName()).append("\n\n")
                .append(described.sentence()).append("\n\n");
        if (described.error() != null) {
            append(text, "Error", described.error());
        }
        if (described.trouble() != null) {
            append(text, described.state() == PipeState.PAUSED ? "Warning" : "Trying again after", described.trouble());
        }
        text.append("**What can be done now:** ").append(StatusMessages.possible(pipe)).append("\n\n");
        tables(text, described.tables());
        problems(text, described.tables());
        losses(text, described.tables());
        cascades(text, described.tables());
        latest(text, pipe);
        journal(text, described.journal());
        return text.toString();
    }

    private static void append(StringBuilder text, String title, PipeError error) {
        text.append("**").append(title).append(" ").append(error.kind()).append(":** ").append(error.message())
                .append("\n\n**Remedy:** ").append(error.remedy()).append("\n\n");
    }

    private static void tables(StringBuilder text, List<TableSummary> tables) {
        text.append(
                "| table | into | state | | rows loaded | inserts | updates | deletes |\n|---|---|---|---|--:|--:|--:|--:|\n");
        for (TableSummary table : tables.subList(0, Math.min(TABLES_SHOWN, tables.size()))) {
            text.append("| ").append(cell(table.source().quoted())).append(" | ").append(cell(table.target()))
                    .append(" | ").append(table.state().wireName()).append(" | ").append(bar(table)).append(" | ")
                    .append(table.rowsLoaded()).append(" | ").append(table.inserts()).append(" | ")
                    .append(table.updates()).append(" | ").append(table.deletes()).append(" |\n");
        }
        if (tables.size() > TABLES_SHOWN) {
            text.append("\nand ").append(tables.size() - TABLES_SHOWN).append(" more tables\n");
        }
    }

    /** Of a table that is loaded at all; how far it is. */
    private static String bar(TableSummary table) {
        return switch (table.state()) {
            case WAITING, LOADING, RELOADING, FAILED -> table.partitions() == 0
                    ? ""
                    : "`" + ProgressBar.of(table.partitionsDone(), table.partitions()) + "`";
            case LOADED, FOLLOWED -> table.partitions() == 0 ? "" : "`" + ProgressBar.full() + "`";
        };
    }

    /** What this workflow knows last, and where newer figures stand. */
    private static void latest(StringBuilder text, LivePipe pipe) {
        Lag lag = pipe.lag();
        if (lag != null) {
            text.append("\n**Lag:** ").append(lag.milliseconds()).append(" ms when the last lease ended, at ")
                    .append(lag.at()).append('\n');
        }
        switch (pipe.state()) {
            case RUNNING, DEGRADED -> text.append(pipe.main().hasPosition()
                    ? "\nWhat the running lease has changed is added when it ends, after some minutes; until then it"
                            + " is shown, with its lag, in the heartbeat of its pending activity.\n"
                    : "");
            case SNAPSHOT -> text.append("\nHow far the load is now is shown by the workflow `")
                    .append(StatusPublisher.snapshotWorkflowId(pipe)).append("`.\n");
            case PROVISIONING, SETUP, PAUSING, PAUSED, MODIFYING, RESYNC, COMPLETED, FAILED, STOPPING, STOPPED -> {
                // What was known last is all there is.
            }
        }
    }

    private static void problems(StringBuilder text, List<TableSummary> tables) {
        for (TableSummary table : tables) {
            PipeError error = table.error();
            if (error != null) {
                text.append('\n');
                append(text, table.source().quoted(), error);
            }
        }
    }

    private static void losses(StringBuilder text, List<TableSummary> tables) {
        List<String> lines = tables.stream().flatMap(table -> table.losses().stream()
                .map(loss -> "- " + table.source().quoted() + ".`" + loss.column() + "`: " + loss.values()
                        + ", the first `" + loss.firstExample().replace("`", "'") + "`"))
                .toList();
        if (!lines.isEmpty()) {
            text.append("\n**Values that ClickHouse could not hold, brought to the nearest ones:**\n\n");
            lines.stream().limit(LOSSES_SHOWN).forEach(line -> text.append(line).append('\n'));
            if (lines.size() > LOSSES_SHOWN) {
                text.append("- and of ").append(lines.size() - LOSSES_SHOWN).append(" more columns\n");
            }
        }
    }

    private static void cascades(StringBuilder text, List<TableSummary> tables) {
        List<String> lines = tables.stream().flatMap(table -> table.cascades().stream()
                .map(cascade -> "- " + table.source().quoted() + ": " + cascade.warning()
                        + ". Parents' changes that may"
                        + " have cascaded: " + cascade.parentChanges()))
                .toList();
        if (!lines.isEmpty()) {
            text.append("\n**Changes by foreign keys that are not replicated:**\n\n");
            lines.stream().limit(LOSSES_SHOWN).forEach(line -> text.append(line).append('\n'));
            if (lines.size() > LOSSES_SHOWN) {
                text.append("- and ").append(lines.size() - LOSSES_SHOWN).append(" more foreign keys\n");
            }
        }
    }

    private static void journal(StringBuilder text, List<EventLogEntry> entries) {
        text.append("\n**Lately, the newest first:**\n\n");
        for (EventLogEntry entry : entries.reversed().subList(0, Math.min(ENTRIES_SHOWN, entries.size()))) {
            text.append("- ").append(entry.at()).append(" ").append(entry.sentence()).append("\n");
        }
    }

    private static String cell(String name) {
        return name.replace("|", "\\|");
    }
}
