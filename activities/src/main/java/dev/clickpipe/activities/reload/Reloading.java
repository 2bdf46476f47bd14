package dev.clickpipe.activities.reload;

import java.util.List;

import dev.clickpipe.activities.calls.BeatingCall;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.LivingPipes;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.contract.Leftover;
import dev.clickpipe.workflows.contract.ReloadActivities;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;

/** The activities around a reload; what loads and follows is the same as for tables that people read. */
public final class Reloading implements ReloadActivities {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final LivingPipes living;

    /** Looks at sources and changes tables of the destination. */
    public Reloading(SourceConnections sources, ClickHouse clickHouse, LivingPipes living) {
        this.living = living;
        this.sources = sources;
        this.clickHouse = clickHouse;
    }

    @Override
    public List<TableMapping> chooseTargets(PipeConfiguration configuration, List<RoutedTable> followed) {
        return BeatingCall.run(null, () -> new ReloadTargets(clickHouse, configuration, followed, living).choose());
    }

    @Override
    public Coordinates awaitVisible(PipeConfiguration configuration, Position position) {
        return BeatingCall.run(null, () -> new Visibility(sources, configuration).await(position.coordinates()));
    }

    @Override
    public SwapResult exchange(SwapRequest request) {
        return BeatingCall.run(null, () -> {
            try {
                return new Swapping(clickHouse, request, living).run();
            } catch (RuntimeException failure) {
                PipeError error = ErrorClassifier.errorOf(failure, null);
                if (error.kind().action() != ErrorKind.Action.RETRY) {
                    throw failure;
                }
                return SwapResult.troubled(error);
            }
        });
    }

    @Override
    public void dropLeftovers(PipeConfiguration configuration, List<Leftover> leftovers) {
        BeatingCall.run(null, () -> {
            new LeftoverTables(clickHouse, configuration).drop(leftovers);
            return true;
        });
    }

    @Override
    public List<RoutedTable> swap(SwapRequest request) {
        return BeatingCall.run(null, () -> {
            SwapResult result = new Swapping(clickHouse, request, living).run();
            new LeftoverTables(clickHouse, request.configuration()).drop(result.replaced());
            return result.tables();
        });
    }
}
