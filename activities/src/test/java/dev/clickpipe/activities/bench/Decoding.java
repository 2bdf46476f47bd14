package dev.clickpipe.activities.bench;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.activities.types.RowsDecoder;
import dev.clickpipe.activities.types.RowsKind;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The same rows events, decoded into RowBinary by this project and into objects by the binlog client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decoding {
    /** Where {@link RecordedRows} of each shape are. */
    static final String FOLDER = "clickpipe.decoding";

    private static final ReplicationSettings SETTINGS = new ReplicationSettings(ReplicationMode.CDC,
            ReplicationMechanism.GTID, 1, 100_000, false, true, 1, 100_000, 1, false, OutOfRange.NEAREST);

    /** What the columns are. */
    @Param({"integers"})
    public String shape = "";

    private final RowBuffer out = new RowBuffer(1 << 20);
    private @Nullable RecordedRows rows;
    private @Nullable RowsDecoder decoder;
    private @Nullable WriteRowsEventDataDeserializer client;

    /** Reads what was recorded. */
    @Setup
    public void setUp() throws IOException {
        RecordedRows recorded = RecordedRows.read(Path.of(System.getProperty(FOLDER), shape));
        rows = recorded;
        RowLayout layout = RowLayout.of(recorded.definition(),
                new TableMapping(recorded.definition().name(), "t", List.of(),
                        false, List.of(), TableEngine.REPLACING_MERGE_TREE, null, List.of()),
                SETTINGS);
        decoder = new RowsDecoder(recorded.definition(), recorded.map().imageLayout(recorded.definition()), layout, 0);
        TableMapEventData map = new TableMapEventDataDeserializer()
                .deserialize(new ByteArrayInputStream(recorded.tableMap()));
        client = new WriteRowsEventDataDeserializer(Map.of(map.getTableId(), map)).setMayContainExtraInformation(true);
    }

    /** Into RowBinary. */
    @Benchmark
    public int ours() {
        out.clear();
        for (byte[] event : requireNonNull(rows).events()) {
            requireNonNull(decoder).decode(RowsKind.INSERT, 2, event, 0, event.length, 1, 0, out);
        }
        return out.size();
    }

    /** Into objects. */
    @Benchmark
    public void client(Blackhole hole) throws IOException {
        for (byte[] event : requireNonNull(rows).events()) {
            hole.consume(requireNonNull(client).deserialize(new ByteArrayInputStream(event)));
        }
    }
}
