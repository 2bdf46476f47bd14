package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.service.SourceKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that measures takes, where it writes, and how it ends. */
public final class BenchOptions {
    /** What such a command does. */
    @FunctionalInterface
    public interface Measurement {
        /** Whether all that is promised was reached. */
        boolean run(SourceKind source, Path folder)
                throws CommandFailure, InterruptedException, IOException, SQLException;
    }

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--source", paramLabel = "mariadb|mysql", description = "which server (default: mariadb)")
    private SourceKind source = SourceKind.MARIADB;

    @Option(names = "--state", paramLabel = "DIR", description = {"state folder, emptied first (default: bench in",
            "CLICKPIPE_STATE_DIR, else in .clickpipe)"})
    private @Nullable Path state;

    /** The number of the command's exit code. */
    public int run(Measurement measurement) throws InterruptedException {
        try {
            return (measurement.run(source, state == null ? StateFolder.of(null).resolve("bench") : state)
                    ? ExitCode.GOOD
                    : ExitCode.DIFFERENT_OR_FAILED).number();
        } catch (CommandFailure failure) {
            note(String.valueOf(failure.getMessage()));
            return failure.code().number();
        } catch (PartException | IOException | SQLException failure) {
            note(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return ExitCode.PART_FAILED.number();
        }
    }

    /** A line of the result. */
    public void print(String line) {
        print(commandLine().getOut(), line);
    }

    /** A line about it. */
    public void note(String line) {
        print(commandLine().getErr(), line);
    }

    private CommandLine commandLine() {
        if (command == null) {
            throw new IllegalStateException("run through picocli");
        }
        return command.commandLine();
    }

    private static void print(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}
