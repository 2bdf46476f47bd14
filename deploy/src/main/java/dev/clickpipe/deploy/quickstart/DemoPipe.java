package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.demo.ShopTable;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeBody;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.SourceKind;
import dev.clickpipe.deploy.view.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pipe of the demo's shop. */
final class DemoPipe {
    private static final String NAME = "shop";
    static final String DESTINATION_DATABASE = Shop.DATABASE;
    private static final String FILE = "pipe.json";

    private final PipeClient client;
    private final ClickHouse clickHouse;
    private final StateDirectory state;
    private final Screen screen;

    DemoPipe(PipeClient client, ClickHouse clickHouse, StateDirectory state, Screen screen) {
        this.client = client;
        this.clickHouse = clickHouse;
        this.state = state;
        this.screen = screen;
    }

    /** The body it was created with, for {@code deploy/compare --pipe}. */
    Path file() {
        return state.path().resolve(FILE);
    }

    /** The pipe of an earlier start, resumed, or a new one. */
    Pipe ensure(SourceKind kind, SourceAddress reader) throws IOException, InterruptedException, CommandFailure {
        Optional<Pipe> earlier = client.list().stream().filter(pipe -> pipe.name().equals(name(kind))).findFirst();
        if (earlier.isPresent()) {
            Pipe pipe = earlier.get();
            if (!pipe.state().isFailure()) {
                screen.line("PIPE " + pipe.id() + " of an earlier start goes on from its position");
                return pipe.state() == PipeState.PAUSED ? client.start(pipe.id()) : pipe;
            }
            screen.line(
                    "PIPE " + pipe.id() + " of an earlier start is " + pipe.state() + "; it is deleted and made anew");
            delete(pipe);
        }
        // The engine's own database cannot exchange tables.
        clickHouse.execute(
                "CREATE DATABASE IF NOT EXISTS " + Names.clickHouse(DESTINATION_DATABASE) + " ENGINE = Atomic");
        dropTargets();
        String body = PipeBody.of(name(kind), kind.text(), reader, Shop.DATABASE, targets(), DESTINATION_DATABASE);
        StateDirectory.writePrivate(file(), body + "\n");
        Pipe pipe = client.create(body);
        screen.line("PIPE " + pipe.id() + " created over REST with the body in " + FILE);
        return pipe;
    }

    /** Deletes the pipe and waits until the API knows it no more. Its tables stay. */
    void delete(Pipe pipe) throws IOException, InterruptedException, CommandFailure {
        client.delete(pipe.id());
        Await.until("pipe " + pipe.id() + " is deleted", Await.CHANGE_LIMIT,
                () -> client.find(pipe.id()).isEmpty());
    }

    /** Tables of a deleted pipe hold rows that nothing would ever take away. */
    private void dropTargets() throws IOException, InterruptedException {
        for (ShopTable table : ShopTable.values()) {
            String name = Names.clickHouse(DESTINATION_DATABASE, table.tableName());
            if (clickHouse.number("EXISTS TABLE " + name) == 1) {
                screen.line("DROPPED " + DESTINATION_DATABASE + "." + table.tableName() + " of an earlier demo");
                clickHouse.execute("DROP TABLE " + name + " SYNC");
            }
        }
    }

    static String target(ShopTable table) {
        return Names.clickHouse(DESTINATION_DATABASE, table.tableName());
    }

    private static String name(SourceKind kind) {
        return NAME + " on " + kind.text();
    }

    private static Map<String, String> targets() {
        Map<String, String> targets = new LinkedHashMap<>();
        for (ShopTable table : ShopTable.values()) {
            targets.put(table.tableName(), table.tableName());
        }
        return targets;
    }
}
