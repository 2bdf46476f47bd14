package dev.clickpipe.workflows.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.contract.ObsoleteTable;

/** Tables that reloads left behind, until they are dropped; and what drops them, beside the stream. */
public final class ObsoleteTables {
    private final List<ObsoleteTable> tables;
    private @Nullable RunningWork work;

    ObsoleteTables(List<ObsoleteTable> carried) {
        tables = new ArrayList<>(carried);
    }

    void add(Collection<ObsoleteTable> more) {
        tables.addAll(more);
    }

    /** Those that are not dropped yet. */
    public List<ObsoleteTable> list() {
        return List.copyOf(tables);
    }

    /** They are gone, or stay. */
    public void forget(Collection<ObsoleteTable> those) {
        tables.removeAll(those);
    }

    /** What drops them; null when nothing does. */
    public @Nullable RunningWork work() {
        return work;
    }

    /** Says what drops them, or with null that nothing does. */
    public void rememberWork(@Nullable RunningWork running) {
        work = running;
    }
}
