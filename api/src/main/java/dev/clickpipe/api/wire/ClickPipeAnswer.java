package dev.clickpipe.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pipe as the wire contract shows it. Credentials are left out. */
public record ClickPipeAnswer(UUID id, UUID serviceId, String name, String state, Source source,
        Destination destination, List<Object> fieldMappings, Map<String, Object> settings, String createdAt,
        String updatedAt) {

    /** Where it reads; other kinds of source are not built. */
    public record Source(Mysql mysql) {}

    /** {@code source.mysql}. */
    public record Mysql(String type, String host, int port, String authentication, @Nullable String iamRole,
            @Nullable String tlsHost, @Nullable String caCertificate, boolean disableTls, boolean skipCertVerification,
            @Nullable Long serverId, Settings settings, List<Table> tableMappings) {}

    /**
     * {@code source.mysql.settings}; {@code valuesOutOfRange}, {@code startPosition} and {@code foreignKeyCascades} are ours
     * and left out while they have their defaults, the last while nobody chose.
     */
    public record Settings(String replicationMode, String replicationMechanism, int syncIntervalSeconds,
            int pullBatchSize, boolean useCompression, boolean allowNullableColumns, int initialLoadParallelism,
            int snapshotNumRowsPerPartition, int snapshotNumberOfParallelTables, boolean deleteOnMerge,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String valuesOutOfRange,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StartPosition startPosition,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String foreignKeyCascades) {}

    /** Where a stream was told to begin: by a set, or by file and offset. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StartPosition(@Nullable String gtidSet, @Nullable String binlogFile,
            @Nullable Long binlogPosition) {}

    /** One of {@code source.mysql.tableMappings}; {@code columns} is ours and left out while nothing was chosen. */
    public record Table(String sourceSchemaName, String sourceTable, String targetTable, List<String> excludedColumns,
            boolean useCustomSortingKey, List<String> sortingKeys, String tableEngine,
            @Nullable String partitionKey, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Column> columns) {}

    /** One of a table's {@code columns}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(String sourceColumn, @Nullable String targetColumn, @Nullable String targetType) {}

    /** Where it writes. */
    public record Destination(String database) {}

    /** Shows a pipe. */
    public static ClickPipeAnswer of(PipeConfiguration configuration, PipeStatus status) {
        return new ClickPipeAnswer(configuration.pipeId(), configuration.serviceId(), configuration.name(),
                status.state().wireName(), new Source(mysql(configuration)),
                new Destination(configuration.destinationDatabase()), List.of(), Map.of(),
                configuration.createdAt().toString(), status.updatedAt().toString());
    }

    private static Mysql mysql(PipeConfiguration configuration) {
        SourceConnection source = configuration.source();
        return new Mysql(WireNames.of(source.type()), source.host(), source.port(), "basic", null,
                source.tls().host(), source.tls().caCertificate(), source.tls().disabled(),
                source.tls().skipVerification(), source.serverId(), settings(configuration.replication()),
                configuration.tables().stream().map(ClickPipeAnswer::table).toList());
    }

    private static Settings settings(ReplicationSettings replication) {
        return new Settings(WireNames.of(replication.mode()), replication.mechanism().name(),
                replication.syncIntervalSeconds(), replication.pullBatchSize(), replication.useCompression(),
                replication.allowNullableColumns(), replication.initialLoadParallelism(),
                replication.snapshotRowsPerPartition(), replication.snapshotParallelTables(),
                replication.deleteOnMerge(),
                replication.outOfRange() == OutOfRange.NEAREST ? null : WireNames.of(replication.outOfRange()),
                start(replication.start()), cascades(replication.foreignKeyCascades()));
    }

    private static @Nullable String cascades(@Nullable ForeignKeyCascades chosen) {
        return chosen == null ? null : chosen.word();
    }

    private static @Nullable StartPosition start(@Nullable Coordinates start) {
        return switch (start) {
            case null -> null;
            case Coordinates.Gtid(String set) -> new StartPosition(set, null, null);
            case Coordinates.FileOffset(String file, long offset) -> new StartPosition(null, file, offset);
        };
    }

    private static Table table(TableMapping mapping) {
        return new Table(mapping.source().schema(), mapping.source().table(), mapping.target(),
                mapping.excludedColumns(), mapping.useCustomSortingKey(), mapping.sortingKeys(),
                WireNames.of(mapping.engine()), mapping.partitionKey(),
                mapping.columns().stream().map(column -> new Column(column.source(), column.target(), column.type()))
                        .toList());
    }
}
