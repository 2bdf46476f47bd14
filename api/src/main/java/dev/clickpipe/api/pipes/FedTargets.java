package dev.clickpipe.api.pipes;

import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which destination tables living pipes of a service feed: two pipes in one table would take each other's rows for their own,
 * and their versions say nothing of which is newer. Two creates at the same moment may still miss each other.
 */
@Singleton
final class FedTargets {
    private final StoredPipes pipes;

    FedTargets(StoredPipes pipes) {
        this.pipes = pipes;
    }

    /**
     * Tables of a pipe that another one of its service feeds.
     *
     * @param list of the body, {@code tableMappings} or {@code tableMappingsToAdd}
     */
    List<PreflightFinding> findings(PipeConfiguration wanted, String list) {
        Map<String, UUID> fed = new HashMap<>();
        for (StoredPipe other : pipes.ofService(wanted.serviceId())) {
            PipeConfiguration theirs = other.configuration();
            if (!theirs.pipeId().equals(wanted.pipeId())
                    && theirs.destinationDatabase().equals(wanted.destinationDatabase())) {
                theirs.tables().forEach(mapping -> fed.put(mapping.target(), theirs.pipeId()));
            }
        }
        List<PreflightFinding> findings = new ArrayList<>();
        for (int index = 0; index < wanted.tables().size(); index++) {
            TableMapping mapping = wanted.tables().get(index);
            UUID feeder = fed.get(mapping.target());
            if (feeder != null) {
                findings.add(new PreflightFinding("source.mysql." + list + "[" + index + "].targetTable",
                        mapping.target(), "the ClickPipe " + feeder + " of this service writes there",
                        "choose another targetTable, or delete that ClickPipe first"));
            }
        }
        return findings;
    }
}
