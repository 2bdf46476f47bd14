package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopTable;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeProgress;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.pipe.TableProgress;
import dev.clickpipe.deploy.view.Picture;
import dev.clickpipe.deploy.view.Rate;
import dev.clickpipe.deploy.view.Screen;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Looks at the pipe, counts on both sides now and then, and shows it. */
final class PipeMonitor {
    /** Counting a million rows every second would slow down what is watched. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    private final PipeClient client;
    private final Pipe pipe;
    private final Shop shop;
    private final Connection source;
    private final ClickHouse clickHouse;
    private final Screen screen;
    private final List<String> footer;
    private final Rate changes = new Rate();
    private final Map<String, Rate> rows = new HashMap<>();
    private OptionalLong sourceRows = OptionalLong.empty();
    private OptionalLong destinationRows = OptionalLong.empty();
    private long counted = System.nanoTime() - BETWEEN_COUNTS.toNanos();

    PipeMonitor(PipeClient client, Pipe pipe, Shop shop, Connection source, ClickHouse clickHouse, Screen screen,
            List<String> footer) {
        this.client = client;
        this.pipe = pipe;
        this.shop = shop;
        this.source = source;
        this.clickHouse = clickHouse;
        this.screen = screen;
        this.footer = List.copyOf(footer);
    }

    /** Looks once and shows what there is. */
    PipeProgress look() throws IOException, InterruptedException, SQLException {
        PipeProgress progress = client.progress(pipe.id());
        if (progress.live()) {
            changes.add(progress.changes());
        }
        if (progress.state() == PipeState.RUNNING && System.nanoTime() - counted > BETWEEN_COUNTS.toNanos()) {
            count();
        }
        List<Picture.TableLine> tables = new ArrayList<>();
        for (TableProgress table : progress.live() ? progress.tables() : List.<TableProgress>of()) {
            tables.add(line(table));
        }
        screen.show(new Picture("ClickPipe " + pipe.name(), progress.state().toString(), progress.sentence(), tables,
                changes.perSecond(), progress.lagMilliseconds(), sourceRows, destinationRows, footer));
        return progress;
    }

    private Picture.TableLine line(TableProgress table) {
        Rate rate = rows.computeIfAbsent(table.table(), name -> new Rate());
        rate.add(table.rowsLoaded());
        double done = table.isLoaded() ? 1 : -1;
        OptionalLong left = OptionalLong.empty();
        if (!table.isLoaded() && table.rowsEstimated() > 0) {
            // The server only estimates its rows, so nothing is called done before its last partition is.
            done = Math.min(0.99, (double) table.rowsLoaded() / table.rowsEstimated());
            long rest = table.rowsEstimated() - table.rowsLoaded();
            if (rate.perSecond() >= 1 && rest > 0) {
                left = OptionalLong.of(Math.round(rest / rate.perSecond()));
            }
        }
        return new Picture.TableLine(table.table(), table.rowsLoaded(), done,
                table.isLoaded() ? 0 : rate.perSecond(), left, table.changes());
    }

    private void count() throws IOException, InterruptedException, SQLException {
        long atSource = 0;
        long atDestination = 0;
        for (ShopTable table : ShopTable.values()) {
            atDestination += clickHouse.number(
                    "SELECT count() FROM " + DemoPipe.target(table) + " FINAL WHERE _peerdb_is_deleted = 0");
            atSource += shop.count(source, table);
        }
        sourceRows = OptionalLong.of(atSource);
        destinationRows = OptionalLong.of(atDestination);
        counted = System.nanoTime();
    }
}
