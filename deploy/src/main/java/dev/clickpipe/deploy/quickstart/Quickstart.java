package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.compare.PipeFile;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopWriter;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Servers;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;
import dev.clickpipe.deploy.view.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One run of the demo, from the first server to the last. */
final class Quickstart {
    private static final long SEED = 20261121;
    private static final int CHANGES_PER_SECOND = 400;
    private static final long LOOK_MILLISECONDS = 500;

    private final Settings settings;
    private final Screen screen;

    Quickstart(Settings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /**
     * What the run is like.
     *
     * @param demo whether there are a shop and its pipe, or only the service
     * @param rows rows of a shop that is made now
     */
    record Settings(Path state, SourceKind source, boolean demo, boolean check, boolean plantDifference, long rows,
            int writerSeconds) {}

    /** Runs until it is done with a check, else until it is interrupted. */
    void run() throws CommandFailure, InterruptedException, IOException, SQLException, CompareException {
        try (Launcher launcher = Launcher.open(Launcher.Settings.of(settings.state(), screen::line))) {
            Service service = Service.start(launcher,
                    settings.demo() ? Optional.of(settings.source()) : Optional.empty(),
                    ready -> new BackgroundTask(() -> {
                        makeShop(ready);
                        return null;
                    }));
            if (service.servers().source().isEmpty()) {
                addresses(service).forEach(screen::line);
                screen.line("RUNNING until Ctrl-C, or deploy/quickstart --stop");
                new CountDownLatch(1).await();
                return;
            }
            demo(launcher, service);
        }
    }

    private void makeShop(Servers servers) throws SQLException, IOException {
        if (servers.source().isPresent()) {
            Shop shop = new Shop(servers.administrator());
            if (shop.madeRows().isEmpty()) {
                long began = System.nanoTime();
                shop.create(settings.rows(), SEED, table -> {});
                screen.line("SHOP of " + settings.rows() + " rows made in " + (System.nanoTime() - began) / 1_000_000
                        + " ms");
            } else {
                screen.line("SHOP of an earlier start is used; --fresh makes all anew");
            }
        }
    }

    private void demo(Launcher launcher, Service service)
            throws CommandFailure, InterruptedException, IOException, SQLException, CompareException {
        SourceAddress administrator = service.servers().administrator();
        Shop shop = new Shop(administrator);
        long rows = shop.madeRows().orElse(settings.rows());
        SourceAddress reader = shop.grantReader(launcher.state().password("shop-reader"));
        try (PipeClient client = new PipeClient(service.address());
                ClickHouse clickHouse = new ClickHouse(service.servers().destination());
                Connection connection = administrator.open();
                ShopWriter writer = new ShopWriter(administrator, rows, System.nanoTime(),
                        CHANGES_PER_SECOND)) {
            DemoPipe demoPipe = new DemoPipe(client, clickHouse, launcher.state(), screen);
            // From the first moment on, so that the snapshot is taken from tables that change.
            writer.start();
            Pipe pipe = demoPipe.ensure(settings.source(), reader);
            PipeMonitor watch = new PipeMonitor(client, pipe, shop, connection, clickHouse, screen, footer(service));
            if (settings.check()) {
                new Check(client, pipe, shop, writer, clickHouse, watch, screen).run(
                        PipeFile.read(demoPipe.file(), null), settings.writerSeconds(), settings.plantDifference());
                demoPipe.delete(pipe);
                screen.line("CHECK the pipe is deleted");
            } else {
                watchForEver(watch, writer);
            }
        }
    }

    private static void watchForEver(PipeMonitor watch, ShopWriter writer)
            throws IOException, InterruptedException, SQLException, CommandFailure {
        while (true) {
            watch.look();
            Throwable failure = writer.failure();
            if (failure != null) {
                throw new CommandFailure(ExitCode.PART_FAILED, "The shop's writer stopped: " + failure);
            }
            Thread.sleep(LOOK_MILLISECONDS);
        }
    }

    private static List<String> addresses(Service service) {
        return List.of("Web UI      " + service.servers().temporal().webUi().orElse("of the Temporal at "
                + service.servers().temporal().address()), "API         " + service.address().api(),
                "ClickHouse  " + service.servers().clickHouse().url(),
                "Users, passwords and whole addresses: addresses.json in the state folder");
    }

    private static List<String> footer(Service service) {
        List<String> footer = new ArrayList<>(addresses(service));
        footer.addAll(List.of("", "SELECT status, count(), sum(total) FROM shop.orders FINAL",
                "WHERE _peerdb_is_deleted = 0 GROUP BY status"));
        return footer;
    }
}
