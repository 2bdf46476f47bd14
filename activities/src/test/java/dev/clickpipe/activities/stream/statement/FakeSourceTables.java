package dev.clickpipe.activities.stream.statement;

import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables of a source as a test says they are. Unless it says otherwise, triggers are shown. */
public final class FakeSourceTables implements SourceTables {
    public final Map<TableName, Kind> kinds = new HashMap<>();
    public final Set<TableName> triggers = new HashSet<>();
    public final List<Cascade> cascades = new ArrayList<>();
    public final List<TableName> asked = new ArrayList<>();
    public boolean triggersShown = true;
    int forgotten;

    @Override
    public Kind kind(TableName table) {
        asked.add(table);
        return kinds.getOrDefault(table, Kind.UNKNOWN);
    }

    @Override
    public boolean hasTrigger(TableName table) {
        return triggers.contains(table);
    }

    @Override
    public boolean showsTriggers(TableName table) {
        return triggersShown;
    }

    @Override
    public List<Cascade> cascades(String schema) {
        return cascades.stream().filter(cascade -> cascade.child().schema().equals(schema)).toList();
    }

    @Override
    public String grantee() {
        return "'clickpipe'@'%'";
    }

    @Override
    public void forget() {
        forgotten++;
    }
}
