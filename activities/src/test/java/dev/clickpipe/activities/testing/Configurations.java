package dev.clickpipe.activities.testing;

import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.PipeConfiguration;
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

/** Configurations for tests of single activities, with no option but those that are asked for. */
public final class Configurations {
    private Configurations() {}

    /** Of a pipe that loads and follows by GTID. */
    public static PipeConfiguration of(SourceConnection source, String database, TableMapping... tables) {
        return of(source, ReplicationMode.CDC, ReplicationMechanism.GTID, database, tables);
    }

    /** Of a pipe in any mode. */
    public static PipeConfiguration of(SourceConnection source, ReplicationMode mode, ReplicationMechanism mechanism,
            String database, TableMapping... tables) {
        return new PipeConfiguration(source.pipeId(), UUID.randomUUID(), "p", source,
                new ReplicationSettings(mode, mechanism, 1, 100_000, false, false, 1, 1000, 1, false,
                        OutOfRange.NEAREST),
                List.of(tables), database, 1, Instant.EPOCH);
    }

    /** A source that nobody connects to. */
    public static SourceConnection unusedSource(UUID pipeId) {
        return new SourceConnection(pipeId, SourceType.MYSQL, "h", 1, "u", new SealedSecret("k", ""),
                new TlsSettings(true, false, null, null), null);
    }

    /** A table into a destination, as it comes. */
    public static TableMapping mapping(TableName source, String target, TableEngine engine) {
        return new TableMapping(source, target, List.of(), false, List.of(), engine, null, List.of());
    }
}
