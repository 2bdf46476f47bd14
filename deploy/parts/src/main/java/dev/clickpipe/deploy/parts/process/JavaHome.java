package dev.clickpipe.deploy.parts.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The JDK 25 that runs our own processes, whatever {@code java} on PATH is. */
public record JavaHome(Path folder) {
    private static final int FEATURE = 25;
    private static final String VARIABLE = "CLICKPIPE_JAVA_HOME";

    /** {@code CLICKPIPE_JAVA_HOME}, else the running JVM when it is new enough. */
    public static JavaHome find(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isBlank()) {
            JavaHome home = new JavaHome(Path.of(given));
            if (!Files.isExecutable(home.java())) {
                throw new PartException("%s is %s, where there is no bin/java: set it to the folder of a JDK %d"
                        .formatted(VARIABLE, given, FEATURE));
            }
            return home;
        }
        if (Runtime.version().feature() < FEATURE) {
            throw new PartException("Java %d is needed and this is %d: install a JDK %d and set %s to its folder"
                    .formatted(FEATURE, Runtime.version().feature(), FEATURE, VARIABLE));
        }
        return new JavaHome(Path.of(System.getProperty("java.home")));
    }

    /** The program. */
    public Path java() {
        return folder.resolve("bin").resolve("java");
    }
}
