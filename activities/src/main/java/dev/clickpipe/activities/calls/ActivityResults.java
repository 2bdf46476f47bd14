package dev.clickpipe.activities.calls;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of an activity, in a few words for its line in the log. */
final class ActivityResults {
    private ActivityResults() {}

    /** Words that follow "completed"; empty when there is nothing to say. */
    static String words(@Nullable Object result) {
        return switch (result) {
            case LeaseResult lease ->
                reason(lease.ending()) + "; position " + lease.progress().position().coordinates() + ", "
                        + counted(lease.progress().batches(), "batch", "batches");
            case PartitionPlan plan -> counted(plan.partitions().size(), "partition", "partitions") + ", about "
                    + counted(plan.estimatedRows(), "row", "rows");
            case LoadedPartition load ->
                "partition " + load.number() + ", " + counted(load.rows(), "row", "rows") + ", "
                        + counted(load.bytes(), "byte", "bytes");
            case SetupResult setup -> counted(setup.tables().size(), "table", "tables");
            case SwapResult swap when swap.trouble() != null ->
                "not all tables are exchanged: " + words(swap.trouble());
            case SwapResult swap -> counted(swap.tables().size(), "table", "tables");
            case PreflightReport report -> counted(report.failures().size(), "failure", "failures") + ", "
                    + counted(report.warnings().size(), "warning", "warnings");
            case Position position -> "position " + position.coordinates();
            case null, default -> "";
        };
    }

    /** The error that a result carries; null when it carries none. */
    static @Nullable String failure(@Nullable Object result) {
        return switch (result) {
            case LeaseResult(var _, LeaseEnding.Failed(PipeError error), var _) -> words(error);
            case SwapResult swap when swap.trouble() != null -> words(swap.trouble());
            case null, default -> null;
        };
    }

    /** Without the remedy, which people find at the pipe. */
    static String words(PipeError error) {
        return error.kind() + ": " + error.message();
    }

    private static String reason(LeaseEnding ending) {
        return switch (ending) {
            case LeaseEnding.Aged() -> "its time is over";
            case LeaseEnding.Cancelled() -> "cancelled by the workflow";
            case LeaseEnding.Arrived() -> "reached its goal";
            case LeaseEnding.HandedBack() -> "released, the worker is shutting down";
            case LeaseEnding.SchemaBarrier barrier -> words(barrier.error());
            case LeaseEnding.TablesFailed(List<PipeError> errors) ->
                errors.stream().map(ActivityResults::words).collect(Collectors.joining("; "));
            case LeaseEnding.Failed(PipeError error) -> words(error);
        };
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
