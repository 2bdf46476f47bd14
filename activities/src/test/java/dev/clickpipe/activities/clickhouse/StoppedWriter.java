package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another process that writes an appended table, and that signals stop and continue. */
final class StoppedWriter implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private StoppedWriter(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; it has read the watermark and waits to be told to append rows 1 to 9. */
    static StoppedWriter start(TestDestination destination, String table, String generation) throws IOException {
        ClickHouseServer server = SharedParts.clickhouse();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), StoppedWriter.class.getName(), server.url().toString(),
                server.user(), destination.database(), table, generation)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.outputWriter(StandardCharsets.UTF_8).append(server.password()).append('\n').flush();
        StoppedWriter writer = new StoppedWriter(process);
        assertThat(writer.answer()).isEqualTo("ready");
        return writer;
    }

    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    /** Tells it to append; it hears that when it runs. */
    void go() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
    }

    /** The next thing it says. */
    String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith("WRITER ")) {
            line = answers.readLine();
        }
        return line == null ? "nothing" : line.substring("WRITER ".length());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The other process. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        RowLayout layout = AppendOnlyRows.layout(List.of());
        try (ClickHouse clickHouse = new ClickHouse(
                new ClickHouseAddress(arguments[0], arguments[1], String.valueOf(input.readLine())))) {
            AppendOnlyTable table = AppendOnlyTable.open(clickHouse, arguments[2], arguments[3], layout, arguments[4]);
            System.out.println("WRITER ready");
            input.readLine();
            table.append(AppendOnlyRows.of(1, 9));
            System.out.println("WRITER wrote");
        } catch (RuntimeException failure) {
            System.out.println("WRITER " + ErrorClassifier.errorOf(failure, null).kind());
        }
    }
}
