package dev.clickpipe.activities.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.ResultSetRowPacket;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binlog client for transport alone: connects, lets questions be asked on the very connection that will dump, then
 * dumps.
 */
final class DumpClient extends BinaryLogClient {
    /** Asks the server what it must know before the dump begins. */
    interface Preparation {
        void run(DumpClient client) throws IOException;
    }

    private static final int END_OF_ROWS = 0xFE;
    /** The command has four bytes for the offset. */
    private static final long HIGHEST_OFFSET = 0xFFFF_FFFFL;

    private final Preparation preparation;
    private final String gtids;
    private final boolean startsByGtid;
    private volatile boolean dumping;

    DumpClient(BinlogSource source, Coordinates from, Preparation preparation) {
        super(source.host(), source.port(), source.user(), source.password());
        this.preparation = preparation;
        switch (from) {
            case Coordinates.Gtid(String set) -> {
                gtids = set;
                setGtidSet(source.flavour() == Flavour.MYSQL ? set : "");
                setBinlogFilename("");
            }
            case Coordinates.FileOffset(String file, long offset) -> {
                gtids = "";
                setBinlogFilename(file);
                setBinlogPosition(offset > HIGHEST_OFFSET ? Coordinates.FileOffset.BEGIN : offset);
            }
        }
        startsByGtid = from instanceof Coordinates.Gtid;
    }

    /** Up to which offset of the first file a dump brings events that were not asked for; 0 when it brings none. */
    static long passedThrough(Coordinates from) {
        return switch (from) {
            case Coordinates.Gtid gtid -> 0;
            case Coordinates.FileOffset(String file, long offset) -> offset > HIGHEST_OFFSET ? offset : 0;
        };
    }

    /** Says that the server has accepted the dump. */
    void markDumping() {
        dumping = true;
    }

    /** Whether the server ever accepted the dump. */
    boolean dumping() {
        return dumping;
    }

    @Override
    protected void setupConnection() throws IOException {
        super.setupConnection();
        preparation.run(this);
    }

    /** The client falls back to the oldest file when the position is empty, which hides that files were purged. */
    @Override
    protected void requestBinaryLogStreamMaria(long serverId) throws IOException {
        execute("SET @mariadb_slave_capability=" + getMariaDbSlaveCapability());
        if (!startsByGtid) {
            channel.write(new DumpBinaryLogCommand(serverId, getBinlogFilename(), getBinlogPosition(), false));
            return;
        }
        // Parsed before it came here: digits, dashes and commas.
        execute("SET @slave_connect_state='" + gtids + "'");
        execute("SET @slave_gtid_strict_mode=0");
        execute("SET @slave_gtid_ignore_duplicates=0");
        channel.write(new DumpBinaryLogCommand(serverId, "", 0, false));
    }

    /** Its set is not ours, see {@link AppliedGtids}. */
    @Override
    protected void updateGtidSet(Event event) {}

    /** Runs a statement without a result. */
    void execute(String sql) throws IOException {
        channel.write(new QueryCommand(sql));
        checkError(channel.read());
    }

    /** The first row of a result, its values as text. */
    List<String> queryRow(String sql) throws IOException {
        channel.write(new QueryCommand(sql));
        checkError(channel.read());
        while (lead(channel.read()) != END_OF_ROWS) {
            // Descriptions of columns.
        }
        List<String> first = new ArrayList<>();
        for (byte[] packet = channel.read(); lead(packet) != END_OF_ROWS; packet = channel.read()) {
            checkError(packet);
            if (first.isEmpty()) {
                first.addAll(List.of(new ResultSetRowPacket(packet).getValues()));
            }
        }
        return first;
    }

    /** Cuts the connection, whatever the reader is doing; {@code disconnect} would wait for it. */
    void cut() throws IOException {
        PacketChannel open = openChannel();
        if (open != null) {
            open.close();
        }
    }

    private @Nullable PacketChannel openChannel() {
        return channel;
    }

    private static int lead(byte[] packet) {
        return packet.length == 0 ? -1 : packet[0] & 0xFF;
    }
}
