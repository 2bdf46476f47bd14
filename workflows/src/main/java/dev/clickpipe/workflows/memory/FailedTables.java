package dev.clickpipe.workflows.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.FailedTable;
import dev.clickpipe.workflows.settings.TableName;

/** Tables that an error keeps from being followed, while the others are. */
public final class FailedTables {
    private final List<FailedTable> problems;

    FailedTables(List<FailedTable> carried) {
        problems = new ArrayList<>(carried);
    }

    void add(TableName table, Instant since, PipeError error) {
        remove(List.of(table));
        problems.add(new FailedTable(table, since, error));
    }

    void remove(Collection<TableName> tables) {
        problems.removeIf(problem -> tables.contains(problem.table()));
    }

    void keepOnly(Collection<TableName> tables) {
        problems.removeIf(problem -> !tables.contains(problem.table()));
    }

    boolean has(TableName table) {
        return of(table).isPresent();
    }

    Optional<FailedTable> of(TableName table) {
        return problems.stream().filter(problem -> problem.table().equals(table)).findFirst();
    }

    public boolean any() {
        return !problems.isEmpty();
    }

    /** The tables, those that failed first come first. */
    public List<TableName> tables() {
        return problems.stream().map(FailedTable::table).toList();
    }

    List<FailedTable> list() {
        return List.copyOf(problems);
    }
}
