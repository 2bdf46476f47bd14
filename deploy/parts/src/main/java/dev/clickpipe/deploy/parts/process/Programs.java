package dev.clickpipe.deploy.parts.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds programs on PATH. */
public final class Programs {
    private final Map<String, String> environment;

    public Programs(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The first executable file of that name on PATH. */
    public Optional<Path> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    /** The program, or an error that names the remedy. */
    public Path require(String name, String remedy) {
        return find(name).orElseThrow(() -> new PartException("The program " + name + " is not on PATH: " + remedy));
    }
}
