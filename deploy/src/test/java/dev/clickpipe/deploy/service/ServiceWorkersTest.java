package dev.clickpipe.deploy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.pipe.ApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two services under the provisioner {@code process}: their workers are killed, resized, moved and released. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceWorkersTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int ROWS = 2_000;
    /** The workflow keeps a service's compute for 60 s after its last pipe; some of them pass while a delete is answered. */
    private static final Duration KEPT_AT_LEAST = Duration.ofSeconds(50);

    @Test
    void eachServiceHasOneWorkerOfItsOwnWhateverIsKilled(@TempDir Path folder) throws Exception {
        try (Launcher launcher = Launcher.open(
                new Launcher.Settings(folder, false, System.getenv(), ServiceWorkersTest::say))) {
            Service service = Service.start(launcher, Optional.of(SourceKind.MARIADB),
                    servers -> new BackgroundTask(() -> {
                        new Shop(servers.administrator()).create(ROWS, 1, _ -> {});
                        return null;
                    }));
            Shop shop = new Shop(service.servers().administrator());
            SourceAddress reader = shop.grantReader("reader's");
            try (ClickHouse clickHouse = new ClickHouse(service.servers().destination());
                    ServicePipe one = ServicePipe.create(service, service.address().service(), clickHouse, reader);
                    ServicePipe other = ServicePipe.create(service, UUID.randomUUID(), clickHouse, reader)) {
                one.awaitRunning();
                other.awaitRunning();
                assertThat(one.worker()).isNotEqualTo(other.worker());

                killedIsStartedAgain(one, other, shop);
                figuresReachTheChild(one, other, shop);
                theControlWorkerIsKilled(service, service.startStandby(launcher), one, other, shop);
                assertNobodyWorkedForBoth(service, one, other);
                computeIsLetGoAfterTheLastPipe(one, other, shop);
            }
        }
    }

    private static void killedIsStartedAgain(ServicePipe one, ServicePipe other, Shop shop) throws Exception {
        ProcessHandle killed = one.worker();
        ProcessHandle untouched = other.worker();
        killed.destroyForcibly();
        one.awaitAnotherThan(killed);
        one.awaitNewRow(shop);
        assertThat(other.worker()).isEqualTo(untouched);
    }

    private static void figuresReachTheChild(ServicePipe one, ServicePipe other, Shop shop) throws Exception {
        ProcessHandle small = one.worker();
        ProcessHandle untouched = other.worker();
        assertThat(ServicePipe.arguments(small)).contains("-Xmx320m").doesNotContain("--stream-slots");
        assertThatThrownBy(() -> one.client.scale(1_500)).isInstanceOf(ApiException.class)
                .hasMessageContaining("replicaCpuMillicores (1500)").hasMessageContaining("give 1000 or 2000");
        one.client.scale(2_000);
        assertHasTwoCores(one.awaitAnotherThan(small));
        one.awaitNewRow(shop);
        one.awaitRunning();
        assertThat(other.worker()).isEqualTo(untouched);
    }

    private static void assertHasTwoCores(ProcessHandle worker) {
        assertThat(ServicePipe.arguments(worker)).contains("-Xmx6144m").doesNotContain("-Xmx320m")
                .containsSubsequence("--stream-slots", "1000", "--snapshot-slots", "16");
    }

    /** Its children end by themselves, and the other control worker starts one for each service. */
    private static void theControlWorkerIsKilled(Service service, RunningPart standby, ServicePipe one,
            ServicePipe other, Shop shop) throws Exception {
        ProcessHandle first = one.worker();
        ProcessHandle second = other.worker();
        service.worker().process().orElseThrow().kill();
        ProcessHandle heir = one.awaitAnotherThan(first);
        assertHasTwoCores(heir);
        ProcessHandle heirOfOther = other.awaitAnotherThan(second);
        one.awaitNewRow(shop);
        other.awaitNewRow(shop);
        long parent = standby.process().orElseThrow().pid();
        for (ProcessHandle worker : List.of(heir, heirOfOther)) {
            assertThat(worker.parent()).map(ProcessHandle::pid).hasValue(parent);
        }
        assertThat(one.worker()).isEqualTo(heir);
        assertThat(other.worker()).isEqualTo(heirOfOther);
        assertThat(List.of(first.isAlive(), second.isAlive())).containsOnly(false);
    }

    private static void assertNobodyWorkedForBoth(Service service, ServicePipe one, ServicePipe other)
            throws Exception {
        Pollers pollers = new Pollers(service.servers().temporal().webUi().orElseThrow());
        Set<Long> ofOne = pollers.of(one.serviceId);
        Set<Long> ofOther = pollers.of(other.serviceId);
        assertThat(ofOne).contains(one.worker().pid());
        assertThat(ofOther).contains(other.worker().pid());
        Set<Long> both = new HashSet<>(ofOne);
        both.retainAll(ofOther);
        assertThat(both).isEmpty();
    }

    private static void computeIsLetGoAfterTheLastPipe(ServicePipe one, ServicePipe other, Shop shop)
            throws Exception {
        ProcessHandle worker = one.worker();
        long deleted = System.nanoTime();
        one.delete();
        Await.until("the worker of a service without pipes has ended", LIMIT, () -> !worker.isAlive());
        assertThat(Duration.ofNanos(System.nanoTime() - deleted)).isGreaterThan(KEPT_AT_LEAST);
        assertThat(one.workers()).isEmpty();
        other.awaitNewRow(shop);
        assertThat(other.workers()).hasSize(1);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
