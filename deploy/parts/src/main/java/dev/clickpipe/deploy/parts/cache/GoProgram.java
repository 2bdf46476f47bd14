package dev.clickpipe.deploy.parts.cache;

import dev.clickpipe.deploy.parts.process.Command;
import dev.clickpipe.deploy.parts.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program built by {@code go install}.
 *
 * @param part
 *            name in the cache
 * @param packagePath
 *            what to install, such as {@code github.com/temporalio/cli/cmd/temporal}
 * @param version
 *            without the leading v
 */
public record GoProgram(String part, String packagePath, String version) {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** The folder that holds the program, built first when it is not cached. */
    public Path obtain(PartsCache cache, Programs programs, String remedy) {
        return cache.obtain(part, version, (target, log) -> {
            Path go = programs.require("go", remedy);
            Runnable progress = cache.progress(part,
                    "go install %s@v%s (two to six minutes the first time)".formatted(packagePath, version), target);
            Command.run(List.of(go.toString(), "install", packagePath + "@v" + version),
                    Map.of("GOBIN", target.toString(), "CGO_ENABLED", "0"), log, LIMIT, progress);
        });
    }
}
