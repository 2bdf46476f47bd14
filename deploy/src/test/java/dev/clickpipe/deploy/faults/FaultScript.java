package dev.clickpipe.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The faults that pipes meet, in the order of their lives: a service's worker dies by the first, the one that is started in
 * its place by the second, and so on. Read from the log of the control worker, whose children they are.
 */
final class FaultScript {
    /** At the last one a lease returns, which it does when the pipe is paused. */
    static final String AT_PAUSE = "stream.beforeReturn:1";

    /** Those of the only pipe, which follows by GTIDs. */
    private static final List<String> BY_GTID = List.of("setup.beforeCreate:2", "setup.afterCreate:3",
            "setup.afterRecord:1",
            "snapshot.beforeInsert:3", "snapshot.afterInsert:5", "snapshot.beforeReturn:2", "place.beforeExchange:1",
            "place.afterExchange:1", "stream.beforeInsert:2",
            "stream.betweenInserts:2", "stream.afterInsert:2", "stream.afterBatch:2", AT_PAUSE);

    /** Those of another one that follows by file, while the first is paused. Other arrivals, to be told from its faults. */
    private static final List<String> BY_FILE = List.of("stream.betweenInserts:3", "stream.afterInsert:3",
            "stream.afterBatch:3");

    /** Those of the first pipe when all of its tables are loaded again: between dropping, exchanging and dropping. */
    private static final List<String> RELOAD = List.of("reload.afterDrop:1", "reload.beforeExchange:2",
            "reload.afterExchange:2", "reload.afterRename:2", "reload.beforeDrop:2");

    private static final Pattern CHILD = Pattern.compile("Worker of service \\S+ is process (\\d+)");
    private static final Pattern POINT = Pattern.compile("^ +[A-Z_]+\\(\"([\\w.]+)\"\\)", Pattern.MULTILINE);
    private static final Path POINTS = Path.of(System.getProperty("project.root", ".."), "activities", "src", "main",
            "java", "dev", "clickpipe", "activities", "faults", "FaultPoint.java");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final SupervisedProcess worker;

    FaultScript(String name, RunningPart worker) {
        this.name = name;
        this.worker = worker.process().orElseThrow();
    }

    /** The first pipe's workers die at every point that workers know, which are theirs alone to list. */
    static void assertComplete() throws IOException {
        assertThat(Stream.concat(BY_GTID.stream(), RELOAD.stream())
                .map(fault -> fault.substring(0, fault.indexOf(':'))))
                .containsExactlyInAnyOrderElementsOf(POINT.matcher(Files.readString(POINTS)).results()
                        .map(point -> point.group(1)).toList());
    }

    /** What a control worker is given. */
    static Map<String, String> variables(boolean alsoByFile) {
        List<String> faults = new ArrayList<>(BY_GTID);
        faults.addAll(alsoByFile ? BY_FILE : List.of());
        faults.addAll(RELOAD);
        return Map.of("CLICKPIPE_FAULT_POINT", String.join(",", faults));
    }

    void awaitFirstChild() throws Exception {
        Await.until("a worker of the service is started", LIMIT, () -> lines(CHILD) > 0);
    }

    /** Waits until all faults before the one at the pause have killed. */
    void awaitAllBeforePause() throws Exception {
        awaitKills(BY_GTID.subList(0, BY_GTID.size() - 1));
        Await.until("the last worker is started", LIMIT, () -> lines(CHILD) == BY_GTID.size());
    }

    /** Waits until those of the pipe that follows by file have killed. */
    void awaitAllByFile() throws Exception {
        awaitKills(BY_FILE);
    }

    /** Waits until those of the reload have killed. */
    void awaitAllOfReload() throws Exception {
        awaitKills(RELOAD);
    }

    /** Prints how long each kill held things up. */
    private void awaitKills(List<String> faults) throws Exception {
        long killed = System.nanoTime();
        for (String fault : faults) {
            awaitKill(fault);
            long now = System.nanoTime();
            System.out.printf("KILL %s %s, %d ms after what came before it%n", name, fault,
                    (now - killed) / 1_000_000);
            killed = now;
        }
    }

    void awaitKill(String fault) throws Exception {
        Pattern death = Pattern.compile("FAULT POINT " + Pattern.quote(fault) + " kills process \\d+");
        Await.until(fault + " has killed a worker", LIMIT, () -> lines(death) == 1);
    }

    /** Kills the control worker itself; its child has to end with it. */
    void killControlWorker() throws Exception {
        long child = latestChild();
        worker.kill();
        Await.until("process " + child + " has ended with its parent", LIMIT,
                () -> !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    private long latestChild() {
        Optional<Long> last = worker.log().lines().stream().map(CHILD::matcher).filter(Matcher::find)
                .map(match -> Long.parseLong(match.group(1))).reduce((_, later) -> later);
        assertThat(last).isPresent();
        return last.orElseThrow();
    }

    private long lines(Pattern pattern) {
        return worker.log().lines().stream().filter(line -> pattern.matcher(line).find()).count();
    }
}
