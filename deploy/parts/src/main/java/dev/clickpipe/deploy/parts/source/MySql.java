package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.cache.DebianPackages;
import dev.clickpipe.deploy.parts.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MySQL with GTIDs: {@code CLICKPIPE_MYSQL_URL}, else {@code mysqld} on PATH, else Debian unstable's packages.
 *
 * @param name
 *            {@code mysql} unless several run in one state folder
 * @param options
 *            of the server, after all of ours, so that they win
 */
public record MySql(String name, List<String> options) implements Part<SourceServer> {
    private static final String VARIABLE = "CLICKPIPE_MYSQL_URL";
    private static final DebianPackages PACKAGES = new DebianPackages("mysql", "mysql-server-core", "sid");
    private static final String REMEDY = "install MySQL 8 or later so that mysqld is on PATH, or set " + VARIABLE
            + " to mysql://user:password@host:3306 of a running one";
    private static final List<String> OPTIONS = List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON",
            "--mysqlx=OFF");

    public MySql {
        options = List.copyOf(options);
    }

    public MySql() {
        this("mysql", List.of());
    }

    @Override
    public SourceServer start(Launch launch) {
        Optional<String> given = launch.variable(VARIABLE);
        if (given.isPresent()) {
            return SourceLauncher.given(name, VARIABLE, given.get());
        }
        SourceProgram program = onPath(launch).orElseGet(() -> embedded(launch));
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(options);
        return SourceLauncher.embedded(launch, "mysql", name, program, all);
    }

    private static Optional<SourceProgram> onPath(Launch launch) {
        return launch.programs().find("mysqld").filter(MySql::isMySql).map(server -> {
            List<String> command = List.of(server.toString(), "--no-defaults");
            return new SourceProgram(command, initialize(command), "mysqld on PATH: " + server, Optional.empty());
        });
    }

    /** Some distributions call MariaDB's server mysqld too. */
    private static boolean isMySql(Path server) {
        String version = Command.output(List.of(server.toString(), "--no-defaults", "--version"));
        return !version.contains("MariaDB") && !version.matches(".*Ver 5\\..*");
    }

    private static List<String> initialize(List<String> server) {
        List<String> command = new ArrayList<>(server);
        command.add("--initialize-insecure");
        return command;
    }

    private static SourceProgram embedded(Launch launch) {
        DebianPackages.Unpacked unpacked = PACKAGES.obtain(launch.cache(), launch.programs(), launch.lines(), REMEDY);
        Path folder = unpacked.folder();
        List<String> command = new ArrayList<>(
                UnpackedProgram.command(folder, "usr/sbin/mysqld", "usr/lib/mysql/private"));
        command.addAll(List.of("--no-defaults", "--basedir=" + folder.resolve("usr"),
                "--lc-messages-dir=" + folder.resolve("usr/share/mysql"),
                "--plugin-dir=" + folder.resolve("usr/lib/mysql/plugin")));
        return new SourceProgram(command, initialize(command),
                "embedded: MySQL %s of Debian unstable in %s%s".formatted(folder.getFileName(), folder,
                        unpacked.note().isEmpty() ? "" : ", " + unpacked.note()),
                Optional.of(folder.getFileName().toString()));
    }
}
