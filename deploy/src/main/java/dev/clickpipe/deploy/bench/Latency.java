package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.connection.ClickHouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * From the moment a commit is sent to the source until a query of ClickHouse has returned the row, both taken from one
 * clock, the prober's; the source's and ClickHouse's own times, and everybody's waiting, are inside.
 */
final class Latency {
    private static final long P50_TARGET_MILLISECONDS = 200;
    private static final long P99_TARGET_MILLISECONDS = 1_000;
    private static final long PROBE_LIMIT = TimeUnit.SECONDS.toNanos(30);
    /** Longer than the sync interval, so that the table is quiet, and not always equally long. */
    private static final int SHORTEST_PAUSE_MILLISECONDS = 1_100;
    private static final int PAUSE_SPREAD_MILLISECONDS = 400;

    private final Connection source;
    private final ClickHouse clickHouse;
    private final Random random = new Random(1);

    Latency(Connection source, ClickHouse clickHouse) {
        this.source = source;
        this.clickHouse = clickHouse;
    }

    List<BenchmarkRow> run(ProbeTable table, int probes)
            throws SQLException, IOException, InterruptedException, CommandFailure {
        List<Long> nanoseconds = new ArrayList<>();
        for (int probe = 1; probe <= probes; probe++) {
            Thread.sleep(SHORTEST_PAUSE_MILLISECONDS + random.nextInt(PAUSE_SPREAD_MILLISECONDS));
            nanoseconds.add(probe(table, 1_000_000L + probe));
        }
        Collections.sort(nanoseconds);
        return List.of(row("latency-p50", nanoseconds, 0.50, P50_TARGET_MILLISECONDS),
                row("latency-p99", nanoseconds, 0.99, P99_TARGET_MILLISECONDS));
    }

    private long probe(ProbeTable table, long id)
            throws SQLException, IOException, InterruptedException, CommandFailure {
        String query = "SELECT count() FROM " + table.target() + " WHERE id = " + id;
        long sent;
        try (PreparedStatement insert = source
                .prepareStatement("INSERT INTO " + table.source() + " (id, payload) VALUES (?, 'probe')")) {
            insert.setLong(1, id);
            sent = System.nanoTime();
            insert.executeUpdate();
        }
        while (clickHouse.number(query) == 0) {
            if (System.nanoTime() - sent > PROBE_LIMIT) {
                throw new CommandFailure(ExitCode.OUT_OF_TIME, "A row committed 30 s ago is not in ClickHouse yet");
            }
        }
        return System.nanoTime() - sent;
    }

    private static BenchmarkRow row(String name, List<Long> sorted, double share, long targetMilliseconds) {
        int index = Math.max(0, (int) Math.ceil(share * sorted.size()) - 1);
        double milliseconds = sorted.get(index) / 1e6;
        return new BenchmarkRow(name, milliseconds / targetMilliseconds, 1, String.format(Locale.ROOT,
                "%.0f ms of %d ms, %d probes, fastest %.0f ms, slowest %.0f ms", milliseconds, targetMilliseconds,
                sorted.size(), sorted.getFirst() / 1e6, sorted.getLast() / 1e6));
    }
}
