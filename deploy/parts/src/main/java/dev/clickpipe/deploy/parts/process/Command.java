package dev.clickpipe.deploy.parts.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a short command to its end, its output kept in a log file. */
public final class Command {
    private static final int TAIL_LINES = 20;
    private static final File NOTHING = new File("/dev/null");

    private Command() {}

    /**
     * Runs the command; output and errors are appended to the log.
     *
     * @param waiting
     *            is run about once a second while the command runs
     * @throws PartException
     *             when it ends with another code than 0 or not within the limit; carries the end of the log
     */
    public static void run(List<String> command, Map<String, String> environment, Path log, Duration limit,
            Runnable waiting) {
        LogTail tail = LogTail.from(log);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        long end = System.nanoTime() + limit.toNanos();
        Process process = null;
        try {
            process = builder.start();
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                waiting.run();
                if (System.nanoTime() > end) {
                    throw new PartException("%s did not end within %d s. %s".formatted(command.getFirst(),
                            limit.toSeconds(), tail.last(TAIL_LINES)));
                }
            }
            if (process.exitValue() != 0) {
                throw new PartException("%s ended with code %d. %s".formatted(command.getFirst(), process.exitValue(),
                        tail.last(TAIL_LINES)));
            }
        } catch (IOException e) {
            throw new PartException(command.getFirst() + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException(command.getFirst() + " was interrupted", e);
        } finally {
            if (process != null && process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** The output of a command that answers at once, such as {@code --version}. */
    public static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException e) {
            throw new PartException(command.getFirst() + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException(command.getFirst() + " was interrupted", e);
        }
    }
}
