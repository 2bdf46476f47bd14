package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.Temporal;
import dev.clickpipe.deploy.parts.TemporalServer;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouse;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers that our own processes work with.
 *
 * @param source empty when nobody asked for one
 */
public record Servers(TemporalServer temporal, ClickHouseServer clickHouse, Optional<SourceServer> source) {

    static Servers start(Launcher launcher, Optional<SourceKind> sourceKind) {
        List<Part<?>> parts = new ArrayList<>(List.of(new Temporal(), new ClickHouse()));
        sourceKind.ifPresent(kind -> parts.add(kind.part()));
        List<RunningPart> running = launcher.startAll(parts);
        return new Servers((TemporalServer) running.get(0), (ClickHouseServer) running.get(1),
                running.stream().skip(2).map(SourceServer.class::cast).findFirst());
    }

    /** Who may do everything at the source. */
    public SourceAddress administrator() {
        SourceServer server = source.orElseThrow(() -> new IllegalStateException("no source was asked for"));
        return new SourceAddress(server.host(), server.port(), server.user(), server.password());
    }

    /** The destination of all pipes. */
    public ClickHouseAddress destination() {
        return new ClickHouseAddress(clickHouse.url(), clickHouse.user(), clickHouse.password());
    }
}
