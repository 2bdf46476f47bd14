package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.ContinueAsNewState;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipe claims the destination tables of added tables before it has them, and joins its service again in each run. */
class TargetClaimingTest {
    private static final TableName BOXES = new TableName("shop", "boxes");
    private static final AddTablesRequest ADD_BOTH = new AddTablesRequest(
            List.of(Samples.mapping(Samples.PARTS, "shop_parts"), Samples.mapping(BOXES, "shop_boxes")), "a test");
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();
    private final UUID another = UUID.randomUUID();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aSignalledTableIsClaimedUntilTheMemoShowsIt() {
        LivePipeView pipe = stage.following();
        stage.control.claimBlocked = true;
        pipe.signalWith("addTables", SampleRequests.ADD_PARTS);
        await().until(() -> stage.control.claims.size() == 1);
        assertThat(pipe.configuredTables()).doesNotContain(Samples.PARTS);
        stage.control.claimBlocked = false;
        await().until(() -> stage.control.ended.size() == 1);
        assertThat(pipe.configuredTables()).contains(Samples.PARTS);
        TargetClaim claim = stage.control.claims.getFirst();
        assertThat(claim).isEqualTo(new TargetClaim(pipe.configuration().pipeId(), stage.control.ended.getFirst(),
                "default", List.of("shop_parts")));
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES, Samples.PARTS);
    }

    @Test
    void aTableWhoseTargetAnotherPipeFeedsIsLeftOutAndTheRestIsAdded() {
        stage.control.feeders.put("shop_parts", another);
        LivePipeView pipe = stage.following();
        assertThat(LivePipeView.refusal(() -> pipe.updates().addTables(ADD_BOTH))).isEqualTo(
                "target shop_parts: the ClickPipe another (" + another
                        + ") of this service feeds that table, or is about"
                        + " to; choose another targetTable, or drop that table from the other ClickPipe first."
                        + " Made of it: add `shop`.`boxes`: a test");
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES, BOXES);
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES, BOXES);
        assertThat(pipe.journal()).anySatisfy(entry -> assertThat(entry)
                .startsWith(
                        "Asked to add `shop`.`parts`, `shop`.`boxes`: a test, refused: target shop_parts: the ClickPipe"
                                + " another (" + another + ")")
                .endsWith("Made of it: add `shop`.`boxes`: a test"));
        assertThat(stage.control.ended).hasSize(1);
    }

    @Test
    void aRefusedSignalChangesNothingAndThePipeGoesOn() {
        stage.control.feeders.put("shop_parts", another);
        LivePipeView pipe = stage.following();
        int revision = pipe.configuration().revision();
        stage.control.claimBlocked = true;
        pipe.signalWith("addTables", SampleRequests.ADD_PARTS);
        pipe.signalWith("resync", new ResyncRequest(List.of(Samples.PARTS), "a test"));
        await().until(() -> stage.control.claims.size() == 1);
        stage.control.claimBlocked = false;
        pipe.awaitEntry("Asked to add `shop`.`parts`: a test, refused: target shop_parts: the ClickPipe another");
        pipe.awaitEntry("Asked to resync `shop`.`parts`: a test, refused: ");
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(pipe.configuration().revision()).isEqualTo(revision);
        assertThat(stage.stream.leases.get(1).tables()).hasSize(2);
    }

    /** What was asked for while a claim is on its way is made after it, and a delete waits for no claim. */
    @Test
    void requestsThatArriveMeanwhileAreNotLost() {
        LivePipeView pipe = stage.following();
        stage.control.claimBlocked = true;
        pipe.signalWith("addTables", SampleRequests.ADD_PARTS);
        await().until(() -> stage.control.claims.size() == 1);
        pipe.signalWith("addTables", new AddTablesRequest(List.of(Samples.mapping(BOXES, "shop_boxes")), "a test"));
        pipe.signalWith("updateSettings", SampleRequests.syncInterval(7));
        stage.control.claimBlocked = false;
        await().until(() -> stage.control.ended.size() == 2);
        assertThat(stage.control.claims).extracting(TargetClaim::targets).containsExactly(List.of("shop_parts"),
                List.of("shop_boxes"));
        assertThat(pipe.configuredTables()).contains(Samples.PARTS, BOXES);
        assertThat(pipe.configuration().replication().syncIntervalSeconds()).isEqualTo(7);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES, Samples.PARTS, BOXES);
        stage.control.claimBlocked = true;
        pipe.signalWith("addTables", new AddTablesRequest(
                List.of(Samples.mapping(new TableName("shop", "bags"), "shop_bags")), "a test"));
        await().until(() -> stage.control.claims.size() == 3);
        pipe.delete();
        assertThat(stage.control.joined).isEmpty();
    }

    @Test
    void theNextRunJoinsTheServiceAgain() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.start(new PipeStart(configuration, true,
                new ContinueAsNewState(PipeState.PAUSED, configuration.createdAt(), Samples.routed(configuration),
                        List.of(),
                        List.of(), true, Samples.position(100), 0, null, List.of(), null, List.of(), List.of(),
                        List.of(), 1)));
        await().until(() -> stage.control.joined.contains(configuration.pipeId()));
        assertThat(stage.control.names).containsExactly(configuration.name());
        pipe.awaitState(PipeState.PAUSED).delete();
        assertThat(stage.control.joined).isEmpty();
    }
}
