package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change of what a person configured, asked for and not made yet. */
public sealed interface Change {
    /** What the pipe's configuration becomes. */
    PipeConfiguration appliedTo(PipeConfiguration configuration);

    /** Why it cannot be made; empty when it can. */
    Optional<String> refusal(PipeConfiguration configuration);

    /** Whether all is so already. */
    default boolean changesNothing(PipeConfiguration configuration) {
        PipeConfiguration then = appliedTo(configuration);
        return then.source().equals(configuration.source()) && then.replication().equals(configuration.replication())
                && then.tables().equals(configuration.tables());
    }

    /** What it does, behind "Asked to". */
    String sentence();

    /** Other settings. */
    record Settings(UpdateSettingsRequest request) implements Change {
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
                    now.initialLoadParallelism(), now.snapshotRowsPerPartition(), now.snapshotParallelTables(),
                    now.deleteOnMerge(), now.outOfRange());
        }

        private static <T> T or(@Nullable T chosen, T now) {
            return chosen == null ? now : chosen;
        }

        @Override
        public Optional<String> refusal(PipeConfiguration configuration) {
            if (request.changesNothing()) {
                return Optional.of("it names no setting; give syncIntervalSeconds, pullBatchSize, useCompression, host,"
                        + " port, username, tls or serverId");
            }
            SealedSecret password = request.password();
            String host = request.host();
            if (host != null && !host.equals(configuration.source().host()) && password == null) {
                return Optional.of("host: the password is sealed for " + configuration.source().host()
                        + " alone; change both over HTTP, with credentials");
            }
            return refusalOf("syncIntervalSeconds", request.syncIntervalSeconds(), Integer.MAX_VALUE)
                    .or(() -> refusalOf("pullBatchSize", request.pullBatchSize(), Integer.MAX_VALUE))
                    .or(() -> refusalOf("port", request.port(), 65_535))
                    .or(() -> refusalOf("serverId", request.serverId(), HIGHEST_SERVER_ID));
        }

        private static Optional<String> refusalOf(String name, @Nullable Number number, long highest) {
            return number == null || (number.longValue() >= 1 && number.longValue() <= highest)
                    ? Optional.empty()
                    : Optional.of(name + " (" + number + "): it is out of range; give 1 to " + highest);
        }

        @Override
        public String sentence() {
            return "change settings" + because(request.reason());
        }
    }

    /** Fewer tables. */
    record DroppedTables(DropTablesRequest request) implements Change {
        @Override
        public PipeConfiguration appliedTo(PipeConfiguration configuration) {
            List<TableMapping> kept = configuration.tables().stream()
                    .filter(mapping -> !request.tables().contains(mapping.source())).toList();
            return configuration.with(configuration.source(), configuration.replication(), kept);
        }

        @Override
        public Optional<String> refusal(PipeConfiguration configuration) {
            if (request.tables().isEmpty()) {
                return Optional.of("it names no table; give tables, a list of {\"schema\": …, \"table\": …}");
            }
            List<TableName> unknown = new ArrayList<>(request.tables());
            unknown.removeAll(configuration.tables().stream().map(TableMapping::source).toList());
            return unknown.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the pipe has no table "
                            + unknown.stream().map(TableName::quoted).collect(Collectors.joining(", ")));
        }

        @Override
        public String sentence() {
            String tables = request.tables().stream().map(TableName::quoted).collect(Collectors.joining(", "));
            return "drop " + (tables.isEmpty() ? "tables" : tables) + because(request.reason());
        }
    }

    private static String because(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }
}
