package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.settings.TableMapping;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which destination tables the pipes of a service feed: two pipes in one table would take each other's rows for their own, and
 * their versions say nothing of which is newer. To be asked when the tables are claimed with the service: of two requests at
 * once each then finds the other's claim or its memo.
 */
@Singleton
final class TargetConflicts {
    private final StoredPipes pipes;

    TargetConflicts(StoredPipes pipes) {
        this.pipes = pipes;
    }

    /** The claimed tables that another pipe of the service feeds. */
    List<TargetConflict> conflictsWith(TargetClaim claim, UUID serviceId) {
        return pipes.ofService(serviceId).stream().map(StoredPipe::configuration)
                .flatMap(other -> claim.conflictsWith(other).stream()).toList();
    }

    /**
     * The refusal of a body that names tables of others.
     *
     * @param tables of the body
     * @param list its name there, {@code tableMappings} or {@code tableMappingsToAdd}
     */
    static RefusedException refusal(List<TargetConflict> conflicts, List<TableMapping> tables, String list) {
        Map<String, TargetConflict> feeders = new HashMap<>();
        conflicts.forEach(conflict -> feeders.putIfAbsent(conflict.target(), conflict));
        List<PreflightFinding> findings = new ArrayList<>();
        for (int index = 0; index < tables.size(); index++) {
            String target = tables.get(index).target();
            TargetConflict conflict = feeders.get(target);
            if (conflict != null) {
                findings.add(new PreflightFinding("source.mysql." + list + "[" + index + "].targetTable", target,
                        conflict.problem(), TargetConflict.REMEDY));
            }
        }
        return RefusedException.conflict(findings);
    }

    /** The refusal while there is no room for more claims. */
    static RefusedException busy() {
        return RefusedException
                .unavailable("so many destination tables are being given to ClickPipes of this service that"
                        + " there is no room for more; try again in a minute");
    }
}
