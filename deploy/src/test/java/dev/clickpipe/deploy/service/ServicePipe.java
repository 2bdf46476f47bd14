package dev.clickpipe.deploy.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopTable;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeBody;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeProgress;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.pipe.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A service with one pipe, which copies the shop's orders into a database of its own. */
final class ServicePipe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    final UUID serviceId;
    final PipeClient client;
    private final ClickHouse clickHouse;
    private final String database;
    private final Pipe pipe;

    private ServicePipe(ServiceAddress address, PipeClient client, ClickHouse clickHouse, String database, Pipe pipe) {
        this.serviceId = address.service();
        this.client = client;
        this.clickHouse = clickHouse;
        this.database = database;
        this.pipe = pipe;
    }

    static ServicePipe create(Service service, UUID serviceId, ClickHouse clickHouse, SourceAddress reader)
            throws Exception {
        ServiceAddress address = new ServiceAddress(service.address().api(), service.address().key(),
                service.address().organization(), serviceId);
        String database = "of_" + serviceId.toString().replace('-', '_');
        clickHouse.execute("CREATE DATABASE " + database + " ENGINE = Atomic");
        String table = ShopTable.ORDERS.tableName();
        PipeClient client = new PipeClient(address);
        return new ServicePipe(address, client, clickHouse, database, client.create(PipeBody.of("orders",
                SourceKind.MARIADB.text(), reader, Shop.DATABASE, Map.of(table, table), database)));
    }

    PipeProgress progress() throws IOException, InterruptedException {
        return client.progress(pipe.id());
    }

    void awaitRunning() throws Exception {
        Await.until("the pipe of service " + serviceId + " is Running", LIMIT, () -> {
            PipeProgress now = client.progress(pipe.id());
            assertThat(now.state().isFailure()).as(now.error()).isFalse();
            return now.state() == PipeState.RUNNING;
        });
    }

    /** Waits until a row written now has arrived. */
    void awaitNewRow(Shop shop) throws Exception {
        String marker = shop.writeMarkers();
        String query = "SELECT count() FROM " + Names.clickHouse(database, ShopTable.ORDERS.tableName()) + " WHERE "
                + Names.clickHouse(ShopTable.ORDERS.markerColumn()) + " = " + Names.clickHouseText(marker);
        Await.until("the pipe of service " + serviceId + " has brought the newest row", LIMIT,
                () -> clickHouse.number(query) > 0);
    }

    /** Java processes on this machine that work for the service; a shell that watches one has the same arguments. */
    List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java")
                        && arguments(process).contains(serviceId.toString()))
                .toList();
    }

    /** The one that works for the service. */
    ProcessHandle worker() {
        assertThat(workers()).hasSize(1);
        return workers().getFirst();
    }

    /** Waits until another process than that one works for the service, and that one has gone. */
    ProcessHandle awaitAnotherThan(ProcessHandle earlier) throws Exception {
        Await.until("another process than " + earlier.pid() + " works alone for service " + serviceId, LIMIT,
                () -> {
                    // Looked at once: between two looks the killed one may go.
                    List<ProcessHandle> now = workers();
                    return now.size() == 1 && !now.contains(earlier);
                });
        return worker();
    }

    static List<String> arguments(ProcessHandle process) {
        return List.of(process.info().arguments().orElse(new String[0]));
    }

    void delete() throws Exception {
        client.delete(pipe.id());
    }

    @Override
    public void close() {
        client.close();
    }
}
