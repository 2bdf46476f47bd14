package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.process.JavaHome;
import dev.clickpipe.deploy.parts.process.LogTail;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Programs;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A launcher that goes on in the background: a JVM in a session of its own owns the parts, until
 * {@link Launcher#stop(Path)} ends it. Its output goes to {@code logs/launcher.log}.
 */
public final class DetachedLauncher {
    private static final String NAME = "launcher";
    private static final int TAIL_LINES = 20;

    private DetachedLauncher() {}

    /**
     * The program to run in the background.
     *
     * @param mainClass
     *            opens a {@link Launcher} on the state folder, starts parts, prints the ready line and waits
     * @param readyLine
     *            the line after which it is left alone
     */
    public record Settings(Path state, String classPath, String mainClass, List<String> arguments,
            Map<String, String> environment, String readyLine, Duration limit) {
        public Settings {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts it and hands its lines on until it is ready.
     *
     * @return its process id
     * @throws PartException
     *             when it ends first; its own last lines say why
     */
    public static long start(Settings settings, Consumer<String> lines) {
        StateDirectory state = StateDirectory.of(settings.state());
        LogTail log = LogTail.from(state.log(NAME));
        List<String> command = new ArrayList<>();
        new Programs(settings.environment()).find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(JavaHome.find(settings.environment()).java().toString(), "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED", settings.mainClass()));
        command.addAll(settings.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(settings.environment());
        builder.environment().put("CLASSPATH", settings.classPath());
        try {
            Process process = builder.start();
            if (follow(process, log, settings, lines)) {
                return process.pid();
            }
            process.destroy();
            throw new PartException("The launcher did not become ready within %d s. %s"
                    .formatted(settings.limit().toSeconds(), log.last(TAIL_LINES)));
        } catch (IOException e) {
            throw new PartException("The launcher could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartException("Interrupted while the launcher was starting", e);
        }
    }

    private static boolean follow(Process process, LogTail log, Settings settings, Consumer<String> lines)
            throws InterruptedException {
        long end = System.nanoTime() + settings.limit().toNanos();
        int said = 0;
        while (System.nanoTime() < end) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            List<String> written = log.lines();
            for (; said < written.size(); said++) {
                String line = written.get(said);
                if (line.equals(settings.readyLine())) {
                    return true;
                }
                lines.accept(line);
            }
            if (ended) {
                throw new PartException("The launcher ended with code %d. %s".formatted(process.exitValue(),
                        log.last(TAIL_LINES)));
            }
        }
        return false;
    }
}
