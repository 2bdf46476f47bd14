package dev.clickpipe.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.Deploy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@code deploy/quickstart}, run in a process of its own without a terminal; ends with it when it is closed. */
final class QuickstartProgram implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private QuickstartProgram(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("quickstart-output").start(this::read);
    }

    static QuickstartProgram start(Path state, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path"), Deploy.class.getName(), "quickstart", "--state",
                state.toString()));
        command.addAll(List.of(options));
        return new QuickstartProgram(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Its exit code. */
    static int run(List<String> output, Path state, String... options) throws Exception {
        try (QuickstartProgram program = start(state, options)) {
            int code = program.awaitExit();
            output.addAll(program.lines);
            return code;
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(line -> {
                lines.add(line);
                System.out.println("quickstart: " + line);
            });
        } catch (IOException gone) {
            lines.add(gone.toString());
        }
    }

    void awaitLine(String part) throws Exception {
        Await.until("it says '" + part + "'", LIMIT, () -> {
            boolean said = lines.stream().anyMatch(line -> line.contains(part));
            assertThat(said || process.isAlive()).as("it ended before it said '%s'", part).isTrue();
            return said;
        });
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It and all that it has started. */
    List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        return family;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
