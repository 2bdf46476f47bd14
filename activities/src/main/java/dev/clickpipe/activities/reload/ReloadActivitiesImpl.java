package dev.clickpipe.activities.reload;

import java.util.List;

import dev.clickpipe.activities.calls.HeartbeatingCall;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.contract.ObsoleteTable;
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
public final class ReloadActivitiesImpl implements ReloadActivities {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final ActivePipes living;

    /** Looks at sources and changes tables of the destination. */
    public ReloadActivitiesImpl(SourceConnections sources, ClickHouse clickHouse, ActivePipes living) {
        this.living = living;
        this.sources = sources;
        this.clickHouse = clickHouse;
    }

    @Override
    public List<TableMapping> chooseTargets(PipeConfiguration configuration, List<RoutedTable> followed) {
        return HeartbeatingCall.run(null,
                () -> new ReloadTargets(clickHouse, configuration, followed, living).choose());
    }

    @Override
    public Coordinates awaitVisible(PipeConfiguration configuration, Position position) {
        return HeartbeatingCall.run(null, () -> new Visibility(sources, configuration).await(position.coordinates()));
    }

    @Override
    public SwapResult exchange(SwapRequest request) {
        return HeartbeatingCall.run(null, () -> {
            try {
                return new ShadowTableSwap(clickHouse, request, living).run();
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
    public void dropLeftovers(PipeConfiguration configuration, List<ObsoleteTable> leftovers) {
        HeartbeatingCall.run(null, () -> {
            new ObsoleteTableDrop(clickHouse, configuration).drop(leftovers);
            return true;
        });
    }

    @Override
    public List<RoutedTable> swap(SwapRequest request) {
        return HeartbeatingCall.run(null, () -> {
            SwapResult result = new ShadowTableSwap(clickHouse, request, living).run();
            new ObsoleteTableDrop(clickHouse, request.configuration()).drop(result.replaced());
            return result.tables();
        });
    }
}
