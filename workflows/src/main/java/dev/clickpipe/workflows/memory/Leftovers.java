package dev.clickpipe.workflows.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.contract.Leftover;

/** Tables that reloads left behind, until they are dropped; and what drops them, beside the stream. */
public final class Leftovers {
    private final List<Leftover> tables;
    private @Nullable Work work;

    Leftovers(List<Leftover> carried) {
        tables = new ArrayList<>(carried);
    }

    void add(Collection<Leftover> more) {
        tables.addAll(more);
    }

    /** Those that are not dropped yet. */
    public List<Leftover> list() {
        return List.copyOf(tables);
    }

    /** They are gone, or stay. */
    public void forget(Collection<Leftover> those) {
        tables.removeAll(those);
    }

    /** What drops them; null when nothing does. */
    public @Nullable Work work() {
        return work;
    }

    /** Says what drops them, or with null that nothing does. */
    public void rememberWork(@Nullable Work running) {
        work = running;
    }
}
