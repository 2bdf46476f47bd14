package dev.clickpipe.activities.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of pipes that no reservation keeps apart, such as those of two services, one gets a destination table. */
class TargetTablesTest {
    private static final TableName SOURCE = new TableName("s", "t");
    private static final TableDefinition DEFINITION = new TableDefinition(SOURCE,
            List.of(new ColumnDefinition("id", "int", null, null, false, null, "")), List.of("id"));
    private static final TableMapping MAPPING = Configurations.mapping(SOURCE, "it's",
            TableEngine.REPLACING_MERGE_TREE);
    private static final int TIMES = 4;

    private final TestDestination destination = TestDestination.open();
    private final Set<UUID> living = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        destination.close();
    }

    private UUID pipe() {
        UUID pipeId = UUID.randomUUID();
        living.add(pipeId);
        return pipeId;
    }

    private TargetTables targets(UUID pipeId) {
        PipeConfiguration configuration = Configurations.of(Configurations.unusedSource(pipeId), destination.database(),
                MAPPING);
        return new TargetTables(destination.clickHouse(), configuration, living::contains);
    }

    private void make(UUID pipeId) {
        targets(pipeId).make(MAPPING, DEFINITION);
    }

    /** As a set-up is repeated: what may pass is tried again. */
    private boolean gets(UUID pipeId) {
        while (true) {
            try {
                make(pipeId);
                return true;
            } catch (PipeException refused) {
                if (refused.error().kind() == ErrorKind.DESTINATION_NOT_EMPTY) {
                    return false;
                }
                assertThat(refused.error().kind()).as(refused.error().message()).isEqualTo(ErrorKind.DESTINATION_BUSY);
            }
        }
    }

    private DestinationTable table() {
        return destination.tables().find(destination.database(), MAPPING.target()).orElseThrow();
    }

    private void madeByAPerson() {
        destination.clickHouse().execute("CREATE TABLE " + Identifiers.quote(destination.database(), MAPPING.target())
                + " (id Int32, _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9))"
                + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id COMMENT 'kept'");
    }

    private List<String> names() {
        return destination.tables().beginningWith(destination.database(), "").stream().map(DestinationTable::name)
                .toList();
    }

    private void assertOneOfManyGetsIt() throws Exception {
        List<UUID> pipes = List.of(pipe(), pipe(), pipe());
        List<Callable<Boolean>> calls = pipes.stream().<Callable<Boolean>>map(pipeId -> () -> gets(pipeId)).toList();
        List<UUID> winners = new ArrayList<>();
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            List<Future<Boolean>> answers = executor.invokeAll(calls);
            for (int index = 0; index < pipes.size(); index++) {
                if (answers.get(index).get()) {
                    winners.add(pipes.get(index));
                }
            }
        }
        assertThat(winners).singleElement()
                .satisfies(winner -> assertThat(table().comment()).endsWith("by ClickPipe " + winner));
        assertThat(names()).containsExactly(MAPPING.target());
        make(winners.getFirst());
        destination.tables().drop(destination.database(), MAPPING.target());
        living.clear();
    }

    @Test
    void ofPipesThatMakeATableAtOnceOneHasIt() throws Exception {
        for (int time = 0; time < TIMES; time++) {
            assertOneOfManyGetsIt();
        }
    }

    @Test
    void ofPipesThatTakeOverATableAtOnceOneHasIt() throws Exception {
        for (int time = 0; time < TIMES; time++) {
            madeByAPerson();
            assertOneOfManyGetsIt();
        }
    }

    /** Empty or not: its pipe is about to write. */
    @Test
    void anEmptyTableOfALivingPipeIsNotTakenOver() {
        UUID other = pipe();
        UUID pipeId = pipe();
        make(other);
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> make(pipeId)).isInstanceOfSatisfying(PipeException.class,
                    refused -> assertThat(refused.error()).satisfies(error -> {
                        assertThat(error.kind()).isEqualTo(ErrorKind.DESTINATION_NOT_EMPTY);
                        assertThat(error.message()).contains("the living ClickPipe " + other + " made it");
                        assertThat(error.remedy()).contains("Choose another targetTable");
                    }));
        }
        living.remove(other);
        make(pipeId);
        assertThat(table().comment()).isEqualTo("Taken over for `s`.`t` by ClickPipe " + pipeId);
        UUID third = pipe();
        assertThatThrownBy(() -> make(third)).hasMessageContaining("the living ClickPipe " + pipeId);
    }

    /** An attempt died while it had the lock, before its comment or behind it. */
    @Test
    void aLockThatWasLeftKeepsNobodyOut() {
        madeByAPerson();
        UUID first = pipe();
        UUID second = pipe();
        leaveLock(first);
        assertThatThrownBy(() -> make(second)).isInstanceOfSatisfying(PipeException.class,
                busy -> assertThat(busy.error().kind()).isEqualTo(ErrorKind.DESTINATION_BUSY));
        assertThat(table().comment()).isEqualTo("kept");
        living.remove(first);
        assertThat(gets(second)).isTrue();
        assertThat(table().comment()).isEqualTo("kept; Taken over for `s`.`t` by ClickPipe " + second);
        leaveLock(second);
        make(second);
        assertThat(names()).containsExactly(MAPPING.target());
    }

    private void leaveLock(UUID pipeId) {
        destination.clickHouse().execute("CREATE TABLE " + Identifiers.quote(destination.database(),
                "_clickpipe_takeover_" + table().uuid().replace("-", ""))
                + " (x UInt8) ENGINE = MergeTree ORDER BY x COMMENT 'Taken over for `s`.`t` by ClickPipe " + pipeId
                + "'");
    }
}
