package dev.clickpipe.workflows.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.pipe.ContinueAsNewResync;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/** What is being loaded beside the tables that people read, and what is to be loaded after it. */
final class TableResyncs {
    private final List<ResyncRequest> waiting;
    private @Nullable TableResync running;

    TableResyncs(@Nullable ContinueAsNewResync carried, List<ResyncRequest> waiting) {
        running = carried == null ? null : TableResync.of(carried);
        this.waiting = new ArrayList<>(waiting);
    }

    @Nullable
    ContinueAsNewResync handOverRunning() {
        return running == null ? null : running.handOver();
    }

    List<ResyncRequest> waiting() {
        return List.copyOf(waiting);
    }

    @Nullable
    TableResync running() {
        return running;
    }

    /** Takes a request on. What covers all that is on its way replaces it: people ask again when it goes wrong. */
    void ask(ResyncRequest request) {
        boolean whole = whole(request);
        if (whole) {
            waiting.clear();
        }
        // One whose tables take their places comes to its end first. One that does not join is what a failed pipe recovers by: only all of the pipe can take its place.
        if (running != null && !running.placing() && (whole
                || (running.joins() && new HashSet<>(request.tables()).containsAll(running.tables())))) {
            running = null;
        }
        waiting.add(request);
    }

    /**
     * Begins the next one, when there is one and nothing keeps it: single tables wait until the pipe has its own.
     *
     * @param failed whether the pipe has failed, so that only all of it can be loaded
     */
    Optional<TableResync> beginWhenDue(PipeConfiguration configuration, ReplicationLane main, boolean failed) {
        if (running != null || waiting.isEmpty()) {
            return Optional.empty();
        }
        ResyncRequest next = waiting.getFirst();
        boolean whole = whole(next);
        if (!whole && (failed || !main.loaded())) {
            return Optional.empty();
        }
        List<TableName> tables = whole
                ? configuration.tables().stream().map(TableMapping::source).distinct().toList()
                : withThoseThatShare(next.tables(), configuration);
        waiting.removeFirst();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        running = TableResync.of(tables, !failed && main.loaded() && main.hasPosition());
        return Optional.of(running);
    }

    /** Of a destination table that several sources feed, a load of some would lack the rows of the others. */
    static List<TableName> withThoseThatShare(List<TableName> tables, PipeConfiguration configuration) {
        List<TableName> all = List.of();
        List<TableName> more = tables;
        while (more.size() > all.size()) {
            all = more;
            List<TableName> known = all;
            List<String> targets = configuration.tables().stream().filter(mapping -> known.contains(mapping.source()))
                    .map(TableMapping::target).toList();
            more = configuration.tables().stream().filter(mapping -> targets.contains(mapping.target()))
                    .map(TableMapping::source).distinct().toList();
        }
        return all;
    }

    void keepOnly(Collection<TableName> kept) {
        List<ResyncRequest> left = waiting.stream().filter(TableResyncs::whole)
                .collect(Collectors.toCollection(ArrayList::new));
        waiting.stream().filter(request -> !whole(request)).map(request -> narrowed(request, kept))
                .filter(request -> !request.tables().isEmpty()).forEach(left::add);
        waiting.clear();
        waiting.addAll(left);
        if (running != null) {
            running.keepOnly(kept);
            running = running.tables().isEmpty() ? null : running;
        }
    }

    private static boolean whole(ResyncRequest request) {
        return request.tables().isEmpty();
    }

    private static ResyncRequest narrowed(ResyncRequest request, Collection<TableName> kept) {
        return new ResyncRequest(request.tables().stream().filter(kept::contains).toList(), request.reason());
    }

    void end() {
        running = null;
    }

    void again() {
        running = running == null ? null : running.again();
    }

    /** A failed pipe loads all of its tables or none. */
    void forget() {
        running = null;
        waiting.clear();
    }
}
