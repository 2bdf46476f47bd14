package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.settings.ScalingFigures;
import org.jspecify.annotations.Nullable;

/** The current details of a service in the Web UI, as Markdown. */
final class ServiceDetails {
    /** The Web UI takes 20,000 bytes. */
    private static final int PIPES_SHOWN = 100;

    private ServiceDetails() {}

    static String markdown(ReservedNames names, TargetClaims claims, Supervision supervision,
            @Nullable ScalingFigures figures) {
        StringBuilder text = new StringBuilder("### ").append(names.pipes().pipeIds().size()).append(" pipes\n\n")
                .append(supervision.idle()
                        ? "No compute is kept: no pipe uses it.\n\n"
                        : "The service's workers are kept alive.\n\n")
                .append(figures == null
                        ? ""
                        : "A worker has " + figures.cores() + " cores and " + figures.replicaMemoryGb() + " GB.\n\n")
                .append(claims.empty()
                        ? ""
                        : "Destination tables that pipes are about to feed: "
                                + claims.pending().stream().mapToInt(one -> one.claim().targets().size()).sum()
                                + ".\n\n")
                .append("| pipe | id | |\n|---|---|---|\n");
        names.holdings().stream().limit(PIPES_SHOWN)
                .forEach(holding -> text.append("| ").append(holding.name().replace("|", "\\|")).append(" | ")
                        .append(holding.pipeId()).append(" | ").append(holding.hasPipe() ? "lives" : "name held")
                        .append(" |\n"));
        return text.toString();
    }
}
