package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.RenameRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
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

    /**
     * Why it cannot be made; empty when it can.
     *
     * @param setUp whether the pipe has tables to read
     */
    Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp);

    /** What is to be loaded because of it, beside what is there. */
    default Optional<ResyncRequest> reload() {
        return Optional.empty();
    }

    /** Whether all is so already. */
    default boolean changesNothing(PipeConfiguration configuration) {
        if (reload().isPresent()) {
            return false;
        }
        PipeConfiguration then = appliedTo(configuration);
        return then.name().equals(configuration.name()) && then.source().equals(configuration.source())
                && then.replication().equals(configuration.replication())
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
        public Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp) {
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

    /** Another name. */
    record Renamed(RenameRequest request) implements Change {
        @Override
        public PipeConfiguration appliedTo(PipeConfiguration configuration) {
            return configuration.named(request.name());
        }

        @Override
        public Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp) {
            return request.name().isBlank() ? Optional.of("name: it is empty; give a text") : Optional.empty();
        }

        @Override
        public String sentence() {
            return "go by the name " + request.name() + because(request.reason());
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
        public Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp) {
            if (request.tables().isEmpty()) {
                return Optional.of("it names no table; give tables, a list of {\"schema\": …, \"table\": …}");
            }
            return refusalOfUnknown(request.tables(), configuration);
        }

        @Override
        public String sentence() {
            return "drop " + named(request.tables(), "tables") + because(request.reason());
        }
    }

    /** More tables. */
    record AddedTables(AddTablesRequest request) implements Change {
        @Override
        public PipeConfiguration appliedTo(PipeConfiguration configuration) {
            List<TableMapping> all = new ArrayList<>(configuration.tables());
            all.addAll(request.tables());
            return configuration.with(configuration.source(), configuration.replication(), all);
        }

        @Override
        public Optional<ResyncRequest> reload() {
            return Optional.of(new ResyncRequest(sources(), request.reason()));
        }

        private List<TableName> sources() {
            return request.tables().stream().map(TableMapping::source).distinct().toList();
        }

        @Override
        public Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp) {
            if (request.tables().isEmpty()) {
                return Optional
                        .of("it names no table; give tables, a list of {\"source\":{\"schema\": …, \"table\": …},"
                                + " \"target\": …}");
            }
            if (state == PipeState.FAILED) {
                return Optional.of("ClickPipe is Failed: resync it first, then add tables");
            }
            List<TableMapping> taken = new ArrayList<>(configuration.tables());
            for (TableMapping added : request.tables()) {
                for (TableMapping there : taken) {
                    if (there.source().equals(added.source())) {
                        return Optional.of("the pipe copies " + added.source().quoted() + " into " + there.target()
                                + " already; drop it first to copy it otherwise");
                    }
                    if (there.target().equals(added.target())) {
                        return Optional.of("the pipe copies " + there.source().quoted() + " into " + added.target()
                                + " already; choose another target for " + added.source().quoted());
                    }
                    if (added.target().equals(there.shadow()) || there.target().equals(added.shadow())) {
                        return Optional.of("the target " + added.target() + " of " + added.source().quoted()
                                + ": it or " + there.target() + " is the name under which the other is loaded again;"
                                + " choose another target");
                    }
                }
                taken.add(added);
            }
            return Optional.empty();
        }

        @Override
        public String sentence() {
            return "add " + named(sources(), "tables") + because(request.reason());
        }
    }

    /** The same tables, loaded again. */
    record Resync(ResyncRequest request) implements Change {
        @Override
        public PipeConfiguration appliedTo(PipeConfiguration configuration) {
            return configuration;
        }

        @Override
        public Optional<ResyncRequest> reload() {
            return Optional.of(request);
        }

        @Override
        public Optional<String> refusal(PipeConfiguration configuration, PipeState state, boolean setUp) {
            return switch (state) {
                case FAILED -> request.tables().isEmpty()
                        ? Optional.empty()
                        : Optional.of("ClickPipe is Failed: all of its tables have the gap; resync the whole pipe");
                case PROVISIONING, SETUP, SNAPSHOT, RUNNING, PAUSING, PAUSED, MODIFYING, RESYNC, COMPLETED, DEGRADED ->
                    setUp
                            ? refusalOfUnknown(request.tables(), configuration)
                            : Optional.of("ClickPipe is " + state.wireName() + ": all of it is about to be loaded");
                case STOPPING, STOPPED -> Optional.of("ClickPipe is being deleted");
            };
        }

        @Override
        public String sentence() {
            return "resync " + named(request.tables(), "all tables") + because(request.reason());
        }
    }

    private static Optional<String> refusalOfUnknown(List<TableName> tables, PipeConfiguration configuration) {
        List<TableName> unknown = new ArrayList<>(tables);
        unknown.removeAll(configuration.tables().stream().map(TableMapping::source).toList());
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("the pipe has no table "
                        + unknown.stream().map(TableName::quoted).collect(Collectors.joining(", ")));
    }

    private static String named(List<TableName> tables, String none) {
        return tables.isEmpty() ? none : tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }

    private static String because(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }
}
