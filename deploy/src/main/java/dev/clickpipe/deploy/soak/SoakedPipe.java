package dev.clickpipe.deploy.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.pipe.ApiException;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeBody;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.SourceKind;

/** The pipe, what it copies by what it was asked for, and how it is asked. */
final class SoakedPipe {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** So that a resync or an addition has others beside it. */
    private static final int FEWEST_TABLES = 3;
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final Set<Integer> REFUSED = Set.of(400, 503);
    /** How the pipe's history begins to tell of a load that did not come to its end. */
    private static final String GIVEN_UP = "Not loaded: ";
    /** What comes before is the request. */
    private static final String ANSWERED = "was answered ";
    private static final Set<PipeState> PAUSED = Set.of(PipeState.PAUSED, PipeState.PAUSING);

    private final PipeClient client;
    private final ClickHouse clickHouse;
    private final SourceKind kind;
    private final SourceAddress reader;
    private final SupervisedProcess worker;
    private Pipe pipe;
    private int created;

    SoakedPipe(PipeClient client, ClickHouse clickHouse, SourceKind kind, SourceAddress reader,
            SupervisedProcess worker) throws IOException, InterruptedException {
        this.client = client;
        this.clickHouse = clickHouse;
        this.kind = kind;
        this.reader = reader;
        this.worker = worker;
        pipe = create();
    }

    Pipe pipe() {
        return pipe;
    }

    /** The body that a pipe of these tables is created with. */
    String body(List<String> tables) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(PipeBody.of("soaked " + created, kind.text(), reader,
                SoakTables.DATABASE, Map.of(), SoakTables.DATABASE));
        ((ObjectNode) body.at("/source/mysql/settings")).put("snapshotNumRowsPerPartition", 1_000);
        ArrayNode mappings = (ArrayNode) body.at("/source/mysql/tableMappings");
        tables.forEach(table -> mappings.add(mapping(table)));
        return JSON.writeValueAsString(body);
    }

    private static ObjectNode mapping(String table) {
        return JSON.createObjectNode().put("sourceSchemaName", SoakTables.DATABASE).put("sourceTable", table)
                .put("targetTable", table).put("tableEngine", "ReplacingMergeTree");
    }

    private Pipe create() throws IOException, InterruptedException {
        created++;
        return client.create(body(SoakTables.all()));
    }

    /**
     * Does it.
     *
     * @return what came of it
     */
    Outcome carryOut(Operation operation, Random random) throws IOException, InterruptedException, CommandFailure {
        checkLoads();
        try {
            return switch (operation) {
                case PAUSE -> pause();
                case RESUME -> resume();
                case ADD_TABLE -> add(random);
                case DROP_TABLE -> drop(random);
                case RESYNC_TABLE -> resyncOne(random);
                case RESYNC_PIPE -> done(client.resync(pipe.id()));
                case SETTINGS -> done(client.change(pipe.id(), settings(random)));
                case KILL_WORKER -> kill();
                case CREATE_AGAIN -> createAgain();
            };
        } catch (ApiException refused) {
            if (!REFUSED.contains(refused.status())) {
                throw refused;
            }
            String answer = String.valueOf(refused.getMessage());
            return new Outcome.Refused(answer.substring(answer.indexOf(ANSWERED) + ANSWERED.length()));
        }
    }

    private static Outcome done(Pipe answered) {
        return new Outcome.Done(answered.state().toString());
    }

    private Outcome pause() throws IOException, InterruptedException {
        return isPaused() ? new Outcome.Idle("it is paused") : done(client.stop(pipe.id()));
    }

    private Outcome resume() throws IOException, InterruptedException {
        return isPaused() ? done(client.start(pipe.id())) : new Outcome.Idle("it is not paused");
    }

    private boolean isPaused() throws IOException, InterruptedException {
        return PAUSED.contains(state());
    }

    private Outcome resyncOne(Random random) throws IOException, InterruptedException {
        String table = oneOf(tables(), random);
        return done(client.resync(pipe.id(), SoakTables.DATABASE, table)).of(table);
    }

    private static String oneOf(List<String> tables, Random random) {
        return tables.get(random.nextInt(tables.size()));
    }

    private Outcome add(Random random) throws IOException, InterruptedException {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return new Outcome.Idle("it has all tables");
        }
        String table = oneOf(missing, random);
        return done(client.change(pipe.id(), tablesChanged("tableMappingsToAdd", table))).of(table);
    }

    private List<String> missing() throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>(SoakTables.all());
        missing.removeAll(tables());
        return missing;
    }

    private Outcome drop(Random random) throws IOException, InterruptedException {
        List<String> tables = tables();
        if (tables.size() <= FEWEST_TABLES) {
            return new Outcome.Idle("it has few tables");
        }
        String table = oneOf(tables, random);
        return done(client.change(pipe.id(), tablesChanged("tableMappingsToRemove", table))).of(table);
    }

    private static String tablesChanged(String member, String table) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("source").putObject("mysql").putArray(member).add(mapping(table));
        return JSON.writeValueAsString(body);
    }

    private static String settings(Random random) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("source").putObject("mysql").putObject("settings")
                .put("syncIntervalSeconds", 1 + random.nextInt(3)).put("pullBatchSize", 100 + random.nextInt(10_000));
        return JSON.writeValueAsString(body);
    }

    /** Kills the service's worker; the control worker starts another. */
    private Outcome kill() {
        List<ProcessHandle> workers = ProcessHandle.of(worker.pid()).stream().flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/java")).toList();
        if (workers.isEmpty()) {
            return new Outcome.Idle("no worker runs");
        }
        workers.forEach(ProcessHandle::destroyForcibly);
        return new Outcome.Done("process " + workers.getFirst().pid());
    }

    /** The tables of the pipe before would be another's. */
    private Outcome createAgain() throws IOException, InterruptedException {
        client.delete(pipe.id());
        String database = Names.clickHouse(SoakTables.DATABASE);
        clickHouse.execute("DROP DATABASE " + database + " SYNC");
        clickHouse.execute("CREATE DATABASE " + database + " ENGINE = Atomic");
        pipe = create();
        return done(pipe);
    }

    /**
     * Waits until nothing is under way: it is paused, or it runs and follows all its tables.
     *
     * @return the state in which it rests
     */
    PipeState settle() throws IOException, InterruptedException, CommandFailure {
        Await.until("the pipe is paused or Running with all its tables", SETTLE_LIMIT, () -> {
            PipeState now = state();
            if (now.isFailure()) {
                throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED,
                        "the pipe is " + now + ": " + client.progress(pipe.id()).error());
            }
            return now == PipeState.PAUSED
                    || (now == PipeState.RUNNING && client.allFollowed(pipe.id(), tables().size()));
        });
        return state();
    }

    private PipeState state() throws IOException, InterruptedException {
        return client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN);
    }

    /** Nothing is wrong with source and destination, so a load that the pipe gives up is a mistake of the pipe. */
    private void checkLoads() throws IOException, InterruptedException, CommandFailure {
        for (String sentence : client.history(pipe.id())) {
            if (sentence.startsWith(GIVEN_UP)) {
                throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "the pipe has given up a load: " + sentence);
            }
        }
    }

    /** Gives it the tables that it has lost, and waits until it runs and follows all of them, resumed if need be. */
    void finish() throws IOException, InterruptedException, CommandFailure {
        settle();
        for (String missing : missing()) {
            client.change(pipe.id(), tablesChanged("tableMappingsToAdd", missing));
        }
        while (settle() == PipeState.PAUSED) {
            client.start(pipe.id());
        }
        checkLoads();
    }

    /** The tables that the pipe copies now, as it says itself. */
    List<String> tables() throws IOException, InterruptedException {
        List<String> tables = new ArrayList<>();
        client.read(pipe.id()).at("/source/mysql/tableMappings")
                .forEach(mapping -> tables.add(mapping.path("sourceTable").asText()));
        return tables;
    }
}
