package dev.clickpipe.deploy.parts.cache;

import dev.clickpipe.deploy.parts.process.Command;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Programs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The files of one npm package, without what it depends on. */
public record NpmPackage(String part, String packageName, String version) {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** The folder with the package's files, downloaded first when it is not cached. */
    public Path obtain(PartsCache cache, Programs programs, String remedy) {
        return cache.obtain(part, version, (target, log) -> {
            Path npm = programs.require("npm", remedy);
            Path tar = programs.require("tar", remedy);
            Runnable progress = cache.progress(part, "npm pack %s@%s".formatted(packageName, version), target);
            Command.run(List.of(npm.toString(), "pack", "--loglevel=error", "--pack-destination", target.toString(),
                    packageName + "@" + version), Map.of(), log, LIMIT, progress);
            Path archive = archive(target);
            Command.run(List.of(tar.toString(), "-xzf", archive.toString(), "-C", target.toString(),
                    "--strip-components=1"), Map.of(), log, LIMIT, progress);
            Files.delete(archive);
        });
    }

    private Path archive(Path target) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(target, "*.tgz")) {
            for (Path archive : archives) {
                return archive;
            }
        }
        throw new PartException("npm pack %s@%s made no archive".formatted(packageName, version));
    }
}
