package dev.clickpipe.activities.reload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.CopyOfOtherPipe;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/**
 * Exchanges shadows with their destinations, each once: a repeated exchange would swap back, so the UUID of the loaded table
 * says where it is.
 */
final class ShadowTableSwap {
    private final SwapRequest request;
    private final DestinationTables tables;
    private final RetainedTombstones deletions;
    private final OwnTables own;
    private final ActivePipes living;
    private final String database;

    ShadowTableSwap(ClickHouse clickHouse, SwapRequest request, ActivePipes living) {
        this.living = living;
        this.request = request;
        tables = new DestinationTables(clickHouse);
        deletions = new RetainedTombstones(clickHouse);
        own = new OwnTables(request.configuration(), request.followed());
        database = request.configuration().destinationDatabase();
    }

    /** Puts all of them in place. */
    SwapResult run() {
        List<RoutedTable> placed = new ArrayList<>();
        for (RoutedTable loaded : request.loaded()) {
            List<TableMapping> mappings = mappings(loaded);
            List<Route> routes = new ArrayList<>();
            for (int index = 0; index < mappings.size(); index++) {
                routes.add(place(mappings.get(index), loaded.routes().get(index)));
            }
            placed.add(loaded.through(routes));
        }
        // Only now: what a half-done swap leaves under a shadow's name, the next load replaces.
        Set<DestinationTable> replaced = new LinkedHashSet<>();
        for (RoutedTable loaded : request.loaded()) {
            List<TableMapping> mappings = mappings(loaded);
            for (int index = 0; index < mappings.size(); index++) {
                replaced.addAll(putAway(mappings.get(index), loaded.routes().get(index)));
            }
        }
        Map<Boolean, List<DestinationTable>> byOwner = replaced.stream()
                .collect(Collectors.partitioningBy(own::contain));
        return new SwapResult(placed,
                requireNonNull(byOwner.get(true)).stream().map(table -> new ObsoleteTable(table.name(), table.uuid()))
                        .toList(),
                requireNonNull(byOwner.get(false)).stream().map(DestinationTable::name).toList(), null);
    }

    private List<TableMapping> mappings(RoutedTable loaded) {
        return request.configuration().tables().stream()
                .filter(mapping -> mapping.source().equals(loaded.source())).toList();
    }

    private Route place(TableMapping mapping, Route loaded) {
        TableName source = mapping.source();
        String target = mapping.target();
        String shadow = loaded.target();
        if (shadow.equals(target)) {
            return loaded;
        }
        Pair pair = look(target, loaded);
        if (!pair.inPlace()) {
            swap(mapping, loaded, pair);
            pair = look(target, loaded);
            if (!pair.inPlace()) {
                throw changed(source, target, "somebody exchanged it at the same time");
            }
        }
        if (pair.atShadow().filter(table -> !own.contain(table)).isPresent()) {
            // Before another table's error can end the swap: nobody else knows that the pipe put it there.
            putAway(mapping, loaded);
        }
        return new Route(target, loaded.tableUuid(), loaded.generation(), loaded.loadedUntil());
    }

    /**
     * Takes what was replaced away from the shadow's name, so that an exchange that a frozen attempt asks for late finds
     * nothing to exchange.
     *
     * @return what was replaced here, by this swap or an earlier one
     */
    private List<DestinationTable> putAway(TableMapping mapping, Route loaded) {
        String target = mapping.target();
        if (loaded.target().equals(target)) {
            return List.of();
        }
        Pair pair = look(target, loaded);
        Optional<DestinationTable> old = pair.inPlace()
                ? pair.atShadow().filter(table -> makesRoom(mapping, table))
                : Optional.empty();
        if (old.isPresent()) {
            String away = ReplacedTableName.of(target, old.get());
            tables.rename(database, loaded.target(), away);
            FaultPoints.reach(FaultPoint.RELOAD_AFTER_RENAME);
            pair = look(target, loaded);
            if (!pair.inPlace()) {
                // Exchanged back between the look and the renaming: what was loaded is what was renamed.
                tables.rename(database, away, loaded.target());
            }
        }
        if (!pair.inPlace()) {
            throw changed(mapping.source(), target, "somebody exchanged it at the same time");
        }
        return tables.beginningWith(database, ReplacedTableName.beginning(target)).stream()
                .filter(table -> table.name().equals(ReplacedTableName.of(target, table)) && makesRoom(mapping, table))
                .toList();
    }

    /** Whether this pipe replaces it, or did. */
    private boolean makesRoom(TableMapping mapping, DestinationTable table) {
        return own.contain(table) || CopyOfOtherPipe.maker(request.configuration(), mapping, table).isPresent();
    }

    /** Whether another pipe made it that is no more. */
    private boolean wasLeft(TableMapping mapping, DestinationTable table) {
        return CopyOfOtherPipe.maker(request.configuration(), mapping, table).filter(maker -> !living.contain(maker))
                .isPresent();
    }

    private void swap(TableMapping mapping, Route loaded, Pair pair) {
        TableName source = mapping.source();
        String target = mapping.target();
        DestinationTable waiting = pair.atShadow().filter(found -> found.uuid().equals(loaded.tableUuid()))
                .orElseThrow(() -> changed(source, target, "the table " + loaded.target()
                        + " that it was loaded into was dropped, renamed or replaced"));
        if (pair.atTarget().isEmpty()) {
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            tables.rename(database, loaded.target(), target);
        } else if (own.contain(pair.atTarget().get()) || wasLeft(mapping, pair.atTarget().get())) {
            deletions.carry(pair.atTarget().get(), waiting, request.loadVersion());
            FaultPoints.reach(FaultPoint.RELOAD_BEFORE_EXCHANGE);
            // Names are all that an exchange knows. After a long carry, or a freeze, others may stand behind them.
            if (look(target, loaded).equals(pair)) {
                tables.exchange(database, target, loaded.target());
            }
        } else {
            throw changed(source, target, "somebody has put another table there");
        }
        FaultPoints.reach(FaultPoint.RELOAD_AFTER_EXCHANGE);
    }

    /** One question for both names: nothing is followed until the answer to the last. */
    private Pair look(String target, Route loaded) {
        List<DestinationTable> found = tables.among(database, List.of(target, loaded.target()));
        return new Pair(found.stream().filter(table -> table.name().equals(target)).findFirst(),
                found.stream().filter(table -> table.name().equals(loaded.target())).findFirst(), loaded.tableUuid());
    }

    /** What stands under the two names at one moment. */
    private record Pair(Optional<DestinationTable> atTarget, Optional<DestinationTable> atShadow, String loadedUuid) {
        boolean inPlace() {
            return atTarget.filter(table -> table.uuid().equals(loadedUuid)).isPresent();
        }
    }

    private static PipeException changed(TableName source, String target, String why) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                "What was loaded of " + source.quoted() + " cannot replace " + target + ": " + why,
                "Leave the pipe's tables alone, and resync the table once more", source));
    }
}
