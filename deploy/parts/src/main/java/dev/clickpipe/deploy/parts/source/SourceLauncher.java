package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.cache.Folders;
import dev.clickpipe.deploy.parts.process.Command;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.process.Waiting;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What MySQL and MariaDB have in common: a data folder, an administrator, a port, and all that a pipe needs of them. */
final class SourceLauncher {
    private static final String ADMINISTRATOR = "administrator";
    private static final int USUAL_PORT = 3306;
    private static final Duration INITIALIZE_LIMIT = Duration.ofMinutes(3);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration ADDRESS_LIMIT = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(30);

    // Longer paths do not fit into a socket's address.
    private static final int SOCKET_PATH_MAX = 100;

    private static final List<String> OPTIONS = List.of("--bind-address=127.0.0.1", "--skip-name-resolve",
            "--log-bin=binlog", "--binlog-format=ROW", "--binlog-row-image=FULL", "--binlog-row-metadata=FULL",
            "--max-connections=500", "--max-allowed-packet=1G", "--character-set-server=utf8mb4",
            "--innodb-buffer-pool-size=256M", "--innodb-flush-log-at-trx-commit=2", "--local-infile=ON",
            "--secure-file-priv=");

    // Options that cannot change once the data folder is filled.
    private static final List<String> FIXED_OPTIONS = List.of("--lower-case-table-names", "--innodb-page-size");

    private SourceLauncher() {}

    /** A server that the user runs. */
    static SourceServer given(String name, String variable, String text) {
        SourceUrl url = SourceUrl.parse(variable, text);
        String failure = "%s does not answer at %s:%d: start it, or correct %s".formatted(name, url.host(), url.port(),
                variable);
        Waiting.until(() -> Greeting.version(url.host(), url.port()).isPresent(), ADDRESS_LIMIT, failure);
        return new SourceServer(name, url.host(), url.port(), url.user(), url.password(),
                Greeting.version(url.host(), url.port()).orElse("unknown"), "given by " + variable, Optional.empty());
    }

    /** A server of our own, its data folder filled first when it is new. */
    static SourceServer embedded(Launch launch, String kind, String name, SourceProgram program,
            List<String> options) {
        StateDirectory state = launch.state();
        Path folder = state.part(name);
        Path data = folder.resolve("data");
        int port = launch.port(name, "port", USUAL_PORT);
        String password = state.password(name);
        initialize(launch, kind, name, program, options);
        Path administrator = folder.resolve("administrator.sql");
        StateDirectory.writePrivate(administrator, administratorSql(password));

        List<String> command = new ArrayList<>(program.server());
        command.addAll(OPTIONS);
        command.addAll(List.of("--datadir=" + data, "--port=" + port, "--server-id=" + port,
                "--socket=" + socket(folder, port), "--pid-file=" + folder.resolve("server.pid"),
                "--init-file=" + administrator));
        command.addAll(SourceProgram.asRoot());
        command.addAll(options);
        SupervisedProcess process = launch.start(name, command, Map.of(), GRACE);
        process.awaitReady(() -> Greeting.version("127.0.0.1", port).isPresent(), "its greeting at port " + port,
                START_LIMIT);
        String version = Greeting.version("127.0.0.1", port)
                .orElseThrow(() -> new PartException(name + " greeted once and then no more"));
        return new SourceServer(name, "127.0.0.1", port, ADMINISTRATOR, password, version, program.origin(),
                Optional.of(process));
    }

    private static Path socket(Path folder, int port) {
        Path socket = folder.resolve("server.sock");
        return socket.toString().length() <= SOCKET_PATH_MAX
                ? socket
                : Path.of(System.getProperty("java.io.tmpdir"), "clickpipe-" + port + ".sock");
    }

    /** Fills a folder beside the data folder and renames it, so that one that was left half filled is never used. */
    private static void initialize(Launch launch, String kind, String name, SourceProgram program,
            List<String> options) {
        Path data = launch.state().part(name).resolve("data");
        if (Files.isDirectory(data)) {
            return;
        }
        List<String> fixed = options.stream().filter(option -> FIXED_OPTIONS.stream().anyMatch(option::startsWith))
                .toList();
        Path filling = data.resolveSibling("data.new");
        try {
            Folders.delete(filling);
            if (program.template().isPresent() && fixed.isEmpty()) {
                Path template = launch.cache()
                        .obtain(kind + "-data", program.template().get(),
                                (target, log) -> fill(program, target.resolve("data"), fixed, log));
                Folders.copy(template.resolve("data"), filling, SourceLauncher::isOwn);
            } else {
                fill(program, filling, fixed, launch.state().log(name));
            }
            Files.move(filling, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PartException("The data folder %s of %s cannot be made: %s".formatted(data, name, e.getMessage()),
                    e);
        }
    }

    private static void fill(SourceProgram program, Path data, List<String> options, Path log) throws IOException {
        Files.createDirectories(data);
        List<String> command = new ArrayList<>(program.initialize());
        command.add("--datadir=" + data);
        command.addAll(SourceProgram.asRoot());
        command.addAll(options);
        Command.run(command, Map.of(), log, INITIALIZE_LIMIT, () -> {});
    }

    /** Files that tell one server from another; each makes them anew when they are missing. */
    private static boolean isOwn(Path file) {
        String name = file.getFileName().toString();
        return name.equals("auto.cnf") || name.endsWith(".pem");
    }

    /** One statement per line, as an init file wants it; not written to the binlog, which belongs to the user's data. */
    private static String administratorSql(String password) {
        return """
                SET SESSION sql_log_bin = 0;
                CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
                ALTER USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
                GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%2$s';
                """.formatted(ADMINISTRATOR, password);
    }
}
