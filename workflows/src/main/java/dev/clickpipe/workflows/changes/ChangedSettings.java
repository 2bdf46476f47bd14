package dev.clickpipe.workflows.changes;

import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Other settings. */
public record ChangedSettings(UpdateSettingsRequest request) implements Change {
    private static final long HIGHEST_SERVER_ID = 4_294_967_295L;

    @Override
    public PipeConfiguration appliedTo(PipeConfiguration configuration) {
        return configuration.with(source(configuration.source()), replication(configuration.replication()),
                configuration.tables());
    }

    private SourceConnection source(SourceConnection now) {
        return new SourceConnection(now.pipeId(), now.type(), or(request.host(), now.host()),
                or(request.port(), now.port()), or(request.username(), now.username()),
                or(request.password(), now.password()), or(request.tls(), now.tls()),
                request.serverId() == null ? now.serverId() : request.serverId());
    }

    private ReplicationSettings replication(ReplicationSettings now) {
        return new ReplicationSettings(now.mode(), now.mechanism(),
                or(request.syncIntervalSeconds(), now.syncIntervalSeconds()),
                or(request.pullBatchSize(), now.pullBatchSize()),
                or(request.useCompression(), now.useCompression()), now.allowNullableColumns(),
                or(request.initialLoadParallelism(), now.initialLoadParallelism()),
                or(request.snapshotNumRowsPerPartition(), now.snapshotRowsPerPartition()),
                or(request.snapshotNumberOfParallelTables(), now.snapshotParallelTables()),
                now.deleteOnMerge(), now.outOfRange(), now.start(), cascades(now));
    }

    private @Nullable ForeignKeyCascades cascades(ReplicationSettings now) {
        String word = request.foreignKeyCascades();
        return word == null ? now.foreignKeyCascades() : ForeignKeyCascades.of(word).orElse(now.foreignKeyCascades());
    }

    private static <T> T or(@Nullable T chosen, T now) {
        return chosen == null ? now : chosen;
    }

    @Override
    public Optional<String> refusal(PipeConfiguration configuration) {
        if (request.changesNothing()) {
            return Optional.of("it names no setting; give syncIntervalSeconds, pullBatchSize, useCompression,"
                    + " initialLoadParallelism, snapshotNumRowsPerPartition, snapshotNumberOfParallelTables,"
                    + " foreignKeyCascades, host, port, username, tls or serverId");
        }
        SealedSecret password = request.password();
        String host = request.host();
        if (host != null && !host.equals(configuration.source().host()) && password == null) {
            return Optional.of("host: the password is sealed for " + configuration.source().host()
                    + " alone; change both over HTTP, with credentials");
        }
        return refusalOf("syncIntervalSeconds", request.syncIntervalSeconds(), 1, Integer.MAX_VALUE)
                .or(() -> refusalOf("pullBatchSize", request.pullBatchSize(), 1, Integer.MAX_VALUE))
                .or(() -> refusalOf("initialLoadParallelism", request.initialLoadParallelism(), 1, Integer.MAX_VALUE))
                .or(() -> refusalOf("snapshotNumRowsPerPartition", request.snapshotNumRowsPerPartition(),
                        ReplicationSettings.FEWEST_ROWS_PER_PARTITION, Integer.MAX_VALUE))
                .or(() -> refusalOf("snapshotNumberOfParallelTables", request.snapshotNumberOfParallelTables(), 1,
                        Integer.MAX_VALUE))
                .or(() -> refusalOf(request.foreignKeyCascades()))
                .or(() -> refusalOf("port", request.port(), 1, 65_535))
                .or(() -> refusalOf("serverId", request.serverId(), 1, HIGHEST_SERVER_ID));
    }

    private static Optional<String> refusalOf(@Nullable String cascades) {
        return cascades == null || ForeignKeyCascades.of(cascades).isPresent()
                ? Optional.empty()
                : Optional.of(ForeignKeyCascades.NAME + " (" + cascades + "): " + ForeignKeyCascades.problemOf(cascades)
                        + "; give one of " + ForeignKeyCascades.words());
    }

    private static Optional<String> refusalOf(String name, @Nullable Number number, long lowest, long highest) {
        return number == null || (number.longValue() >= lowest && number.longValue() <= highest)
                ? Optional.empty()
                : Optional.of(name + " (" + number + "): it is out of range; give " + lowest + " to " + highest);
    }

    @Override
    public String sentence() {
        return "change settings" + ChangeDescriptions.because(request.reason());
    }
}
