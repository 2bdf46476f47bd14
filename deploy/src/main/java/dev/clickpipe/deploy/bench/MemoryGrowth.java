package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The most memory that the service's worker takes for a table, and for a transaction, against the most it takes for one
 * four times as large, which is larger than the worker's heap.
 */
final class MemoryGrowth {
    private static final int TIMES = 4;
    /** Memory that grew with the data would grow {@link #TIMES} times. */
    private static final double TARGET = 1.25;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Service service;
    private final Connection source;
    private final ClickHouse clickHouse;
    private final Pipes pipes;

    MemoryGrowth(Service service, Connection source, ClickHouse clickHouse, Pipes pipes) {
        this.service = service;
        this.source = source;
        this.clickHouse = clickHouse;
        this.pipes = pipes;
    }

    /** @param rows of the small table, of some 300 bytes each */
    List<BenchmarkRow> run(long rows) throws SQLException, IOException, InterruptedException, CommandFailure {
        ProbeTable small = new ProbeTable("small");
        ProbeTable large = new ProbeTable("large");
        ProbeTable changed = new ProbeTable("changed");
        small.create(source);
        small.fill(source, rows);
        large.create(source);
        large.fill(source, TIMES * rows);
        changed.create(source);
        BenchmarkRow tables = row("growth-table", rows, peak(pipes.create(small), small, rows),
                peak(pipes.create(large), large, TIMES * rows));
        Pipe pipe = pipes.running(changed);
        changed.copyFrom(source, small, rows);
        double ofSmall = peak(pipe, changed, 1 + rows);
        changed.copyFrom(source, large, 2 * TIMES * rows);
        return List.of(tables,
                row("growth-transaction", rows, ofSmall, peak(pipe, changed, 1 + rows + TIMES * rows)));
    }

    /** The highest of many looks until the destination has so many rows. */
    private double peak(Pipe pipe, ProbeTable table, long rows)
            throws IOException, InterruptedException, CommandFailure {
        double[] highest = {0};
        Await.until("all " + rows + " rows are in " + table.target(), LIMIT, () -> {
            highest[0] = Math.max(highest[0], ResidentMemory.ofChildren(service.worker()));
            pipes.state(pipe);
            return clickHouse.number("EXISTS TABLE " + table.target()) == 1
                    && clickHouse.number("SELECT count() FROM " + table.target()) >= rows;
        });
        return highest[0];
    }

    private static BenchmarkRow row(String name, long rows, double small, double large) {
        return new BenchmarkRow(name, large / small, TARGET, String.format(Locale.ROOT,
                "service worker at most %.0f MB for %d rows, %.0f MB for %d", small, rows, large, TIMES * rows));
    }
}
