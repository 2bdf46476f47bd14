package dev.clickpipe.workflows.testing;

import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Values that tests start from. */
public final class Samples {
    /** The first table of every configuration here. */
    public static final TableName ORDERS = new TableName("shop", "orders");
    /** The second one. */
    public static final TableName LINES = new TableName("shop", "order`lines");
    /** A table that no configuration here has. */
    public static final TableName PARTS = new TableName("shop", "parts");
    private static final SourceIdentity SOURCE = new SourceIdentity(SourceIdentity.Flavour.MARIADB, "server-1",
            "binlog.000001", 1_700_000_000);

    private Samples() {}

    /** Two tables, two partitions at a time, one table at a time. */
    public static PipeConfiguration configuration(ReplicationMode mode) {
        UUID pipeId = UUID.randomUUID();
        SourceConnection source = new SourceConnection(pipeId, SourceType.MARIADB, "db.example", 3306, "reader",
                new SealedSecret("key-1", "c2VhbGVk"), new TlsSettings(true, false, null, null), null);
        ReplicationSettings replication = new ReplicationSettings(mode, ReplicationMechanism.GTID, 1, 100_000, false,
                false, 2, 100_000, 1, false, OutOfRange.NEAREST);
        return new PipeConfiguration(pipeId, UUID.randomUUID(), "orders " + pipeId, source, replication,
                List.of(mapping(ORDERS, "shop_orders"), mapping(LINES, "shop_lines")), "default", 1,
                Instant.parse("2026-11-21T10:00:00Z"));
    }

    /** A table into a destination, as it comes. */
    public static TableMapping mapping(TableName source, String target) {
        return new TableMapping(source, target, List.of(), false, List.of(), TableEngine.REPLACING_MERGE_TREE, null,
                List.of());
    }

    /** What set-up makes of a configuration. */
    public static List<RoutedTable> routed(PipeConfiguration configuration) {
        return configuration.tables().stream()
                .map(mapping -> new RoutedTable(mapping.source(), 1,
                        List.of(new Route(mapping.target(), UUID.randomUUID().toString(), null, null))))
                .toList();
    }

    /** A position at an ordinal of epoch 1. */
    public static Position position(long ordinal) {
        return new Position(SOURCE, 1, ordinal, new Coordinates.Gtid("0-1-" + ordinal));
    }

    /** An error of a kind that is about a table. */
    public static PipeError error(ErrorKind kind, TableName table) {
        return new PipeError(kind, "what went wrong with " + kind, "what to do about " + kind, table);
    }

    /** An error of a kind. */
    public static PipeError error(ErrorKind kind) {
        return new PipeError(kind, "what went wrong with " + kind, "what to do about " + kind, null);
    }
}
