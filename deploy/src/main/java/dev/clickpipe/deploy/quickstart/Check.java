package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.compare.Comparison;
import dev.clickpipe.deploy.compare.PipeFile;
import dev.clickpipe.deploy.compare.TableResult;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopTable;
import dev.clickpipe.deploy.demo.ShopWriter;
import dev.clickpipe.deploy.demo.WriterCounts;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeProgress;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.view.Screen;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The demo without a person: everything a pipe promises, looked at once. */
final class Check {
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(8);
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(3);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int SECONDS_AFTER_RESUME = 5;

    private final PipeClient client;
    private final Pipe pipe;
    private final Shop shop;
    private final ShopWriter writer;
    private final ClickHouse clickHouse;
    private final PipeMonitor watch;
    private final Screen screen;

    Check(PipeClient client, Pipe pipe, Shop shop, ShopWriter writer, ClickHouse clickHouse, PipeMonitor watch,
            Screen screen) {
        this.client = client;
        this.pipe = pipe;
        this.shop = shop;
        this.writer = writer;
        this.clickHouse = clickHouse;
        this.watch = watch;
        this.screen = screen;
    }

    /** @param plantDifference whether a byte is changed at the destination, so that the check has to fail */
    void run(PipeFile file, int writerSeconds, boolean plantDifference)
            throws IOException, InterruptedException, SQLException, CommandFailure, CompareException {
        awaitState(PipeState.RUNNING, SNAPSHOT_LIMIT);
        screen.line("CHECK Running; the writer goes on for " + writerSeconds + " s");
        letWrite(writerSeconds);
        pause();
        client.start(pipe.id());
        awaitState(PipeState.RUNNING, Await.CHANGE_LIMIT);
        screen.line("CHECK resumed");
        letWrite(SECONDS_AFTER_RESUME);
        writer.close();
        screen.line("CHECK the writer stopped: " + counts());
        awaitMarkers(shop.writeMarkers());
        if (plantDifference) {
            screen.line("CHECK one byte is changed in " + PlantedDifference.plant(clickHouse));
        }
        List<TableResult> results = new Comparison(file.source(), clickHouse.address(), screen::line).run(file);
        if (!results.stream().allMatch(TableResult::equal)) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED,
                    "Source and destination differ; the lines above name the rows");
        }
    }

    private void letWrite(int seconds) throws IOException, InterruptedException, SQLException, CommandFailure {
        long before = counts().changes();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            look();
            Thread.sleep(500);
        }
        if (counts().changes() == before) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "The writer changed nothing in " + seconds + " s");
        }
    }

    /** Once Paused is answered, nothing more may arrive, although writes go on. */
    private void pause() throws IOException, InterruptedException, SQLException, CommandFailure {
        client.stop(pipe.id());
        awaitState(PipeState.PAUSED, Await.CHANGE_LIMIT);
        DestinationState atPause = DestinationState.now(clickHouse);
        long before = counts().changes();
        Thread.sleep(SILENCE);
        DestinationState later = DestinationState.now(clickHouse);
        long written = counts().changes() - before;
        if (!atPause.equals(later)) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "Rows arrived after Paused was answered: "
                    + atPause.byTable() + " became " + later.byTable());
        }
        if (written == 0) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED,
                    "The writer changed nothing during the pause, so the pause shows nothing");
        }
        screen.line("CHECK paused: nothing arrived in " + SILENCE.toSeconds() + " s, while " + written
                + " rows were changed at the source");
    }

    private void awaitMarkers(String marker) throws IOException, InterruptedException, CommandFailure {
        for (ShopTable table : ShopTable.values()) {
            Await.until("the last transaction of the source is in " + table.tableName(), CATCH_UP_LIMIT, () -> {
                look();
                return clickHouse.number("SELECT count() FROM " + DemoPipe.target(table) + " WHERE "
                        + Names.clickHouse(table.markerColumn()) + " = " + Names.clickHouseText(marker)) > 0;
            });
        }
    }

    private void awaitState(PipeState wanted, Duration limit)
            throws IOException, InterruptedException, CommandFailure {
        Await.until("the pipe is " + wanted, limit, () -> look().state() == wanted);
    }

    private PipeProgress look() throws IOException, InterruptedException, CommandFailure {
        try {
            PipeProgress progress = watch.look();
            if (progress.state().isFailure()) {
                throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "The pipe is " + progress.state() + ". "
                        + progress.sentence() + " " + progress.error());
            }
            return progress;
        } catch (SQLException failure) {
            throw new CommandFailure(ExitCode.PART_FAILED, "The source cannot be asked: " + failure.getMessage());
        }
    }

    private WriterCounts counts() throws CommandFailure {
        Throwable failure = writer.failure();
        if (failure != null) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "The shop's writer stopped: " + failure);
        }
        return writer.counts();
    }
}
