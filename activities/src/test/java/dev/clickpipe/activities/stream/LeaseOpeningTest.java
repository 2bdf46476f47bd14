package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.GuardedClickHouse;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.ClampedValueMetrics;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.secrets.SealKeys;
import dev.clickpipe.workflows.secrets.SecretOpener;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lease does before it follows anything; there is no source here, so every lease that opens fails behind that. */
@Timeout(120)
class LeaseOpeningTest {
    private static final int TABLES = StreamActivitiesImpl.LOOKS_AT_ONCE + 4;
    private static final Position START = new Position(
            new SourceIdentity(SourceIdentity.Flavour.MARIADB, "server", null, 0), 1, 7, new Coordinates.Gtid("0-1-7"));

    private final TestDestination destination = TestDestination.open();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final SealKeys keys = SealKeys.generate();
    private final UUID pipeId = UUID.randomUUID();
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        environment.close();
        destination.close();
    }

    private PipeConfiguration configuration() {
        List<TableMapping> mappings = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            mappings.add(Configurations.mapping(name(table), "t" + table, TableEngine.MERGE_TREE));
        }
        return Configurations.of(
                new SourceConnection(pipeId, SourceType.MARIADB, "127.0.0.1", 1, "u",
                        SecretSealer.fromText(keys.publicKey()).seal("secret", pipeId, "127.0.0.1"),
                        new TlsSettings(true, false, null, null), null),
                destination.database(), mappings.toArray(TableMapping[]::new));
    }

    private static TableName name(int table) {
        return new TableName("s", "t" + table);
    }

    /** Two definitions of each table are recorded; the first of them is in force for half of the tables. */
    private StreamLease lease() {
        PipeConfiguration configuration = configuration();
        DefinitionStore store = new DefinitionStore(destination.clickHouse(), destination.database());
        store.create();
        List<RoutedTable> tables = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            TableDefinition before = definition(table, "int");
            TableDefinition after = definition(table, "bigint");
            store.record(pipeId, before);
            store.record(pipeId, after);
            TableMapping mapping = configuration.tables().get(table);
            String generation = Generation.fresh();
            destination.tables().create(TableSpecification.ofCopy(configuration, mapping,
                    RowLayout.of(after, mapping, configuration.replication()), mapping.target(), generation));
            tables.add(new RoutedTable(name(table), 1 + table % 2,
                    List.of(new Route(mapping.target(), "uuid", generation, null))));
        }
        return new StreamLease(configuration, START, tables, Duration.ofMinutes(1), null);
    }

    private static TableDefinition definition(int table, String type) {
        return new TableDefinition(name(table),
                List.of(new ColumnDefinition("a", type, null, null, false, null, "")), List.of());
    }

    private LeaseResult stream(StreamLease lease, GuardedClickHouse gate) {
        try (ClickHouse clickHouse = gate.clickHouse();
                StreamActivitiesImpl leases = new StreamActivitiesImpl(
                        new SourceConnections(SecretOpener.fromText(keys.privateKey())), clickHouse,
                        new ClampedValueMetrics(new SimpleMeterRegistry()),
                        new CascadeMetrics(new SimpleMeterRegistry()))) {
            environment.registerActivitiesImplementations(leases);
            return environment.newActivityStub(StreamActivities.class).stream(lease);
        }
    }

    private static boolean readsDefinitions(String statement) {
        return statement.contains("FROM") && statement.contains(DefinitionStore.TABLE);
    }

    @Test
    void beatsWhileItLooksAtItsTables() throws Exception {
        StreamLease lease = lease();
        CountDownLatch beat = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        environment.setActivityHeartbeatListener(StreamProgress.class, progress -> beat.countDown());
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> {
            if (readsDefinitions(statement)) {
                inTime.set(beat.await(10, TimeUnit.SECONDS));
            }
            return GuardedClickHouse.Fate.PASSES;
        })) {
            assertThat(stream(lease, gate).ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class,
                    failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.SOURCE_UNREACHABLE));
        }
        assertThat(inTime).isTrue();
    }

    @Test
    void readsAllDefinitionsAtOnceAndAsksEmptyTablesWithoutACondition() throws Exception {
        StreamLease lease = lease();
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> {
            statements.add(statement);
            return GuardedClickHouse.Fate.PASSES;
        })) {
            assertThat(stream(lease, gate).ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class,
                    failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.SOURCE_UNREACHABLE));
        }
        assertThat(statements).filteredOn(LeaseOpeningTest::readsDefinitions).hasSize(1);
        assertThat(statements).filteredOn(statement -> statement.contains("max(")).hasSize(TABLES)
                .noneMatch(statement -> statement.contains("WHERE"));
    }

    @Test
    void looksAtSeveralTablesAtATimeAndNotAtAllOfThem() throws Exception {
        StreamLease lease = lease();
        CountDownLatch together = new CountDownLatch(StreamActivitiesImpl.LOOKS_AT_ONCE);
        AtomicInteger looking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> {
            if (statement.contains("max(")) {
                most.accumulateAndGet(looking.incrementAndGet(), Math::max);
                together.countDown();
                together.await();
                looking.decrementAndGet();
            }
            return GuardedClickHouse.Fate.PASSES;
        })) {
            assertThat(stream(lease, gate).ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class,
                    failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.SOURCE_UNREACHABLE));
        }
        assertThat(most).hasValue(StreamActivitiesImpl.LOOKS_AT_ONCE);
    }

    /** The others stay unanswered. */
    @Test
    void theFirstTableThatCannotBeLookedAtEndsTheLease() throws Exception {
        StreamLease lease = lease();
        CountDownLatch never = new CountDownLatch(1);
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> {
            if (!statement.contains("max(")) {
                return GuardedClickHouse.Fate.PASSES;
            }
            if (!statement.contains("`t3`")) {
                never.await();
            }
            return GuardedClickHouse.Fate.IS_REFUSED;
        })) {
            assertThat(stream(lease, gate).ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class, failed -> {
                assertThat(failed.error().kind()).isEqualTo(ErrorKind.DESTINATION_BUSY);
                assertThat(failed.error().table()).isEqualTo(name(3));
            });
        }
    }

    @Test
    void aDefinitionThatSomebodyDeletedEndsTheLease() throws Exception {
        StreamLease lease = lease();
        destination.clickHouse().execute("ALTER TABLE " + destination.database() + "." + DefinitionStore.TABLE
                + " DELETE WHERE source_table = 't1' AND revision = 2 SETTINGS mutations_sync = 2");
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> GuardedClickHouse.Fate.PASSES)) {
            assertThat(stream(lease, gate).ending()).isInstanceOfSatisfying(LeaseEnding.Failed.class,
                    failed -> {
                        assertThat(failed.error().kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED);
                        assertThat(failed.error().message()).contains("Revision 2", "`t1`");
                    });
        }
    }

    @Test
    void hearsThatItIsCancelledWhileItLooksAtItsTables() throws Exception {
        StreamLease lease = lease();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (GuardedClickHouse gate = GuardedClickHouse.open(statement -> {
            looking.countDown();
            never.await();
            return GuardedClickHouse.Fate.PASSES;
        })) {
            CompletableFuture<LeaseResult> result = CompletableFuture.supplyAsync(() -> stream(lease, gate));
            looking.await();
            environment.requestCancelActivity();
            assertThat(result.get(20, TimeUnit.SECONDS))
                    .isEqualTo(new LeaseResult(LeaseProgress.start(START), new LeaseEnding.Cancelled(), List.of()));
        }
    }
}
