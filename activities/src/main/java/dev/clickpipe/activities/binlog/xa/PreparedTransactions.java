package dev.clickpipe.activities.binlog.xa;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** XA transactions that were prepared in what was read, and not committed or rolled back in it. For one thread. */
public final class PreparedTransactions {
    /** Some hundred bytes each. The oldest ones are forgotten first; their PREPARE can be read again. */
    private static final int MOST = 10_000;

    private final Map<XaId, XaWrites> prepared = new LinkedHashMap<>();

    /** A transaction was prepared. */
    public void add(BinlogEvent.XaPrepared event) {
        prepared.remove(event.id());
        prepared.put(event.id(), event.writes());
        if (prepared.size() > MOST) {
            prepared.remove(prepared.keySet().iterator().next());
        }
    }

    /** Adds those of {@code others} that are not known yet. */
    public void addAll(PreparedTransactions others) {
        others.prepared.forEach((id, writes) -> {
            if (!prepared.containsKey(id)) {
                add(new BinlogEvent.XaPrepared(id, writes));
            }
        });
    }

    /** What a transaction that is prepared changes; null when it is not known. */
    public @Nullable XaWrites find(XaId id) {
        return prepared.get(id);
    }

    /**
     * A transaction was committed or rolled back.
     *
     * @return what it changed, or would have changed; null when it was prepared before what was read
     */
    public @Nullable XaWrites remove(BinlogEvent.XaDecided event) {
        XaWrites known = prepared.remove(event.id());
        return event.writes() == null ? known : event.writes();
    }
}
