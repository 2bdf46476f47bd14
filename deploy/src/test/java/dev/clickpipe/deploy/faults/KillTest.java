package dev.clickpipe.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.compare.Comparison;
import dev.clickpipe.deploy.compare.PipeFile;
import dev.clickpipe.deploy.compare.TableResult;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.connection.SourceWriter;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopTable;
import dev.clickpipe.deploy.demo.ShopWriter;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeBody;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One pipe whose workers are killed at every fault point, one after the other, and whose control worker is killed at the
 * end, while people go on changing the shop. While it is paused, another one may begin that follows by file and offset; its
 * workers are killed between the steps of its stream, and at the end with the first one's. Before that all tables of the first
 * one are loaded again and swapped in, and somebody reads one of them that is whole all the time.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class KillTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int ROWS = 20_000;
    private static final int CHANGES_PER_SECOND = 200;
    /** Destinations, one per pipe. */
    private static final String BY_GTID = "shop";
    private static final String BY_FILE = "shop_by_file";

    private final SourceKind kind;
    private final List<String> destinations;
    private final long seed = System.nanoTime();

    KillTest(SourceKind kind, boolean alsoByFile) {
        this.kind = kind;
        destinations = alsoByFile ? List.of(BY_GTID, BY_FILE) : List.of(BY_GTID);
    }

    @Test
    void noRowIsLostOrDoubledWhereverAWorkerDies(@TempDir Path folder) throws Exception {
        FaultScript.assertComplete();
        System.out.println("SEED " + seed + " of the shop's writer on " + kind.text());
        try (Launcher launcher = Launcher.open(new Launcher.Settings(folder, false, System.getenv(), KillTest::say))) {
            Service service = Service.start(launcher, Optional.of(kind),
                    FaultScript.variables(destinations.contains(BY_FILE)),
                    servers -> new BackgroundTask(() -> {
                        new Shop(servers.administrator()).create(ROWS, 1, _ -> {});
                        VisitsTable.create(servers.administrator());
                        UnchangedTable.create(servers.administrator());
                        return null;
                    }));
            Shop shop = new Shop(service.servers().administrator());
            SourceAddress reader = shop.grantReader("reader's");
            if (destinations.contains(BY_FILE)) {
                VisitsTable.letLock(service.servers().administrator(), reader);
            }
            for (String destination : destinations) {
                Files.writeString(folder.resolve(destination), body(reader, destination));
            }
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination())) {
                for (String destination : destinations) {
                    clickHouse.execute("CREATE DATABASE " + destination + " ENGINE = Atomic");
                }
                try (ShopWriter writer = new ShopWriter(service.servers().administrator(), ROWS, seed,
                        CHANGES_PER_SECOND);
                        SourceWriter visits = VisitsTable.start(service.servers().administrator(), seed)) {
                    writer.start();
                    live(launcher, service, client, folder, shop, clickHouse);
                    assertThat(writer.failure()).isNull();
                    assertThat(visits.failure()).isNull();
                    assertThat(writer.counts().changes()).isPositive();
                }
                awaitNewRows(service, clickHouse, shop, destinations);
                for (String destination : destinations) {
                    assertThat(new Comparison(service.servers().administrator(), clickHouse.address(), KillTest::say)
                            .run(PipeFile.read(folder.resolve(destination), null)))
                            .hasSize(ShopTable.values().length + 2).allMatch(TableResult::equal);
                }
            }
        }
    }

    private void live(Launcher launcher, Service service, PipeClient client, Path folder, Shop shop,
            ClickHouse clickHouse) throws Exception {
        Pipe pipe = client.create(Files.readString(folder.resolve(BY_GTID)));
        FaultScript faults = new FaultScript(kind.text(), service.worker());
        faults.awaitFirstChild();
        service.startStandby(launcher);
        faults.awaitAllBeforePause();

        // Only a lease that runs returns at a pause.
        awaitNewRows(service, clickHouse, shop, List.of(BY_GTID));
        try (UnchangedTable reader = UnchangedTable.read(clickHouse, BY_GTID)) {
            dieOn(service, client, folder, shop, clickHouse, pipe, faults);
            reader.assertWhole();
        }
    }

    /** At a pause, beside it, in a reload, and at last with the control worker. */
    private void dieOn(Service service, PipeClient client, Path folder, Shop shop, ClickHouse clickHouse, Pipe pipe,
            FaultScript faults) throws Exception {
        client.stop(pipe.id());
        faults.awaitKill(FaultScript.AT_PAUSE);
        awaitState(client, pipe, PipeState.PAUSED);
        if (destinations.contains(BY_FILE)) {
            long created = System.nanoTime();
            client.create(Files.readString(folder.resolve(BY_FILE)));
            faults.awaitAllByFile();
            awaitNewRows(service, clickHouse, shop, List.of(BY_FILE));
            System.out.printf("KILL %s all by file: %d ms%n", kind.text(), (System.nanoTime() - created) / 1_000_000);
        }
        client.start(pipe.id());
        awaitNewRows(service, clickHouse, shop, destinations);

        client.resync(pipe.id());
        faults.awaitAllOfReload();
        awaitState(client, pipe, PipeState.RUNNING);
        awaitNewRows(service, clickHouse, shop, destinations);
        assertThat(client.history(pipe.id()))
                .anyMatch(entry -> entry.startsWith("Asked to resync all tables: asked over HTTP with key "))
                .anyMatch(entry -> entry.startsWith("Resync → Running"))
                .anyMatch(entry -> entry.startsWith("Loaded and swapped in: "));
        Await.until("nothing is left of the reload", LIMIT, () -> clickHouse
                .number("SELECT count() FROM system.tables WHERE endsWith(name, '_resync')") == 0);

        long killed = System.nanoTime();
        faults.killControlWorker();
        awaitNewRows(service, clickHouse, shop, destinations);
        System.out.printf("KILL %s control worker: %d ms until the standby's worker had brought a new row%n",
                kind.text(), (System.nanoTime() - killed) / 1_000_000);
    }

    /** Small partitions, so that a table has many. */
    private String body(SourceAddress reader, String destination) throws IOException {
        Map<String, String> targets = Arrays.stream(ShopTable.values())
                .collect(Collectors.toMap(ShopTable::tableName, ShopTable::tableName));
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = (ObjectNode) json
                .readTree(PipeBody.of("into " + destination, kind.text(), reader, Shop.DATABASE, targets, destination));
        body.withObject("/source/mysql/settings").put("snapshotNumRowsPerPartition", 1_000)
                .put("replicationMechanism", destination.equals(BY_FILE) ? "FILE_POS" : "GTID");
        // The second one: workers die before its exchange, and when what it replaced was renamed.
        body.withArray("/source/mysql/tableMappings").insertObject(1).put("sourceSchemaName", Shop.DATABASE)
                .put("sourceTable", UnchangedTable.TABLE).put("targetTable", UnchangedTable.TABLE);
        // The last one, so that its faults come after those of the others' loads.
        body.withArray("/source/mysql/tableMappings").addObject().put("sourceSchemaName", Shop.DATABASE)
                .put("sourceTable", VisitsTable.TABLE).put("targetTable", VisitsTable.TABLE);
        return json.writeValueAsString(body);
    }

    private static void awaitState(PipeClient client, Pipe pipe, PipeState wanted) throws Exception {
        Await.until("the pipe is " + wanted, LIMIT, () -> {
            PipeState now = client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN);
            assertThat(now.isFailure()).as("%s: %s", now, client.progress(pipe.id()).error()).isFalse();
            return now == wanted;
        });
    }

    private static void awaitNewRows(Service service, ClickHouse clickHouse, Shop shop, List<String> destinations)
            throws Exception {
        String marker = shop.writeMarkers();
        VisitsTable.mark(service.servers().administrator(), marker);
        for (String destination : destinations) {
            for (ShopTable table : ShopTable.values()) {
                String query = "SELECT count() FROM " + Names.clickHouse(destination, table.tableName()) + " WHERE "
                        + Names.clickHouse(table.markerColumn()) + " = " + Names.clickHouseText(marker);
                Await.until(table.tableName() + " has the newest row", LIMIT, () -> clickHouse.number(query) > 0);
            }
            Await.until("the newest visit is there", LIMIT, () -> clickHouse.number("SELECT count() FROM "
                    + Names.clickHouse(destination, VisitsTable.TABLE) + " WHERE page = "
                    + Names.clickHouseText(marker)) > 0);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
