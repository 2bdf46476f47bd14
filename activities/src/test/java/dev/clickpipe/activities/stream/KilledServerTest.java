package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.BinlogTestSource.Recorder;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a MariaDB says in its binlog of how it ended before, and when. */
@Timeout(300)
class KilledServerTest {
    private static final MariaDb MARIADB = new MariaDb("mariadb-killed", List.of());
    private static final SourceServer SERVER = SourceServer.of(Flavour.MARIADB.type());
    private static final int HEADER_LENGTH = 19;
    private static final int XID = 16;

    /** No test hits the middle of a write, so the last transaction's end is taken from the file afterwards. */
    @Test
    void onlyTheFileBehindACrashSaysSo(@TempDir Path folder) throws Exception {
        TestSource source;
        List<Coordinates> starts;
        try (Launcher launcher = open(folder)) {
            var killed = launcher.start(MARIADB);
            source = TestSource.open(Flavour.MARIADB, killed, "killed");
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)");
            starts = starts(source);
            source.execute("INSERT INTO %db.t VALUES (1)", "INSERT INTO %db.t VALUES (2)");
            SupervisedProcess process = killed.process().orElseThrow();
            process.kill();
            process.onExit().join();
            cutLastTransaction(launcher.state().part(MARIADB.name()).resolve("data"));
        }
        try (Launcher launcher = open(folder)) {
            launcher.start(MARIADB);
            source.execute("INSERT INTO %db.t VALUES (3)", "FLUSH BINARY LOGS", "INSERT INTO %db.t VALUES (4)");
        }
        try (Launcher launcher = open(folder)) {
            launcher.start(MARIADB);
            source.execute("INSERT INTO %db.t VALUES (5)");
            for (Coordinates start : starts) {
                assertThat(said(source, start)).as("from %s", start).containsExactly("file", "start", "rows", "end",
                        "start", "rows", "file after a crash", "start", "rows", "end", "file", "start", "rows", "end",
                        "file", "start", "rows", "end");
            }
            source.close();
        }
    }

    /** One life of the server; all of them at the same port, because the folder remembers it. */
    private static Launcher open(Path folder) {
        return Launcher.open(new Launcher.Settings(folder, false, System.getenv(), _ -> {}));
    }

    private static List<Coordinates> starts(TestSource source) throws Exception {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return List.of(SERVER.visiblePosition(connection, ReplicationMechanism.GTID),
                    SERVER.visiblePosition(connection, ReplicationMechanism.FILE_POS));
        }
    }

    /** Cuts the newest file off before its last event, which says that a transaction ended. */
    private static void cutLastTransaction(Path data) throws IOException {
        Path newest;
        try (Stream<Path> files = Files.list(data)) {
            newest = files.filter(file -> file.getFileName().toString().matches("binlog\\.\\d+")).sorted().toList()
                    .getLast();
        }
        ByteBuffer events = ByteBuffer.wrap(Files.readAllBytes(newest)).order(ByteOrder.LITTLE_ENDIAN);
        int last = 4;
        while (last + events.getInt(last + 9) + HEADER_LENGTH <= events.limit()) {
            last += events.getInt(last + 9);
        }
        assertThat(events.get(last + 4)).isEqualTo((byte) XID);
        try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            channel.truncate(last);
        }
    }

    private static List<String> said(TestSource source, Coordinates start) throws Exception {
        List<String> said = new ArrayList<>();
        Recorder recorder = new Recorder();
        BinlogSource binlog = BinlogSource.ofHelper(source.connection(),
                source.connections().password(source.connection()), SERVER.flavour());
        try (BinlogConnection _ = BinlogConnection.open(binlog, start, recorder)) {
            while (said.stream().filter("end"::equals).count() < 4) {
                switch (recorder.next()) {
                    case BinlogEvent.TransactionStart _ -> said.add("start");
                    case BinlogEvent.RowsChanged _ -> said.add("rows");
                    case BinlogEvent.TransactionEnd _ -> said.add("end");
                    case BinlogEvent.FileDescribed described ->
                        said.add(described.afterCrash() ? "file after a crash" : "file");
                    default -> {
                        // Says nothing about files and transactions.
                    }
                }
            }
        }
        return said;
    }
}
