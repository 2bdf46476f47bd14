package dev.clickpipe.deploy.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.pipe.PipeProgress;
import dev.clickpipe.deploy.pipe.PipeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The provisioner {@code shared}: nothing is started, and a pipe waits for whoever runs its service's workers. */
@Execution(ExecutionMode.CONCURRENT)
class SharedFleetTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROWS = 2_000;

    @Test
    void aPipeWaitsForAWorkerThatIsStartedByHand(@TempDir Path folder) throws Exception {
        try (Launcher launcher = Launcher.open(
                new Launcher.Settings(folder, false, System.getenv(), SharedFleetTest::say))) {
            Service service = Service.start(launcher, Optional.of(SourceKind.MARIADB),
                    Map.of("CLICKPIPE_PROVISIONER", "shared"), servers -> new BackgroundTask(() -> {
                        new Shop(servers.administrator()).create(ROWS, 1, _ -> {});
                        return null;
                    }));
            Shop shop = new Shop(service.servers().administrator());
            try (ClickHouse clickHouse = new ClickHouse(service.servers().destination());
                    ServicePipe pipe = ServicePipe.create(service, service.address().service(), clickHouse,
                            shop.grantReader("reader's"))) {
                Await.until("the pipe waits for a worker of its service", LIMIT,
                        () -> pipe.progress().sentence().contains("start one with --service"));
                PipeProgress waiting = pipe.progress();
                assertThat(waiting.state()).isEqualTo(PipeState.PROVISIONING);
                assertThat(waiting.live()).isTrue();
                assertThat(pipe.workers()).isEmpty();

                RunningPart fleet = service.startFleet(launcher, pipe.serviceId);
                pipe.awaitRunning();
                pipe.awaitNewRow(shop);
                // Figures are for whoever runs the fleet: its workers are not touched.
                pipe.client.scale(2_000);
                pipe.awaitNewRow(shop);
                assertThat(pipe.worker().pid()).isEqualTo(fleet.process().orElseThrow().pid());
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
