package dev.clickpipe.activities.binlog.table;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.Codecs;
import dev.clickpipe.activities.types.ColumnType;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.activities.types.text.Collations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a TABLE_MAP says otherwise than a definition; {@link HiddenColumns} are no difference. */
final class TableDifference {
    private TableDifference() {}

    static @Nullable String find(TableMap map, TableDefinition definition) {
        HiddenColumns hidden = new HiddenColumns(map, definition);
        List<MappedColumn> shown = map.columns().stream().filter(column -> !hidden.contains(column)).toList();
        String columns = columnNames(shown, definition);
        if (columns != null) {
            return "table " + definition.name().quoted() + " " + columns;
        }
        if (definition.rowEnd() != null
                && map.columns().stream().noneMatch(column -> column.name().equals(definition.rowEnd()))) {
            return "table " + definition.name().quoted() + " is no longer system-versioned";
        }
        for (int i = 0; i < shown.size(); i++) {
            ColumnDefinition column = definition.columns().get(i);
            String difference = column(shown.get(i), column);
            if (difference != null) {
                return "column `" + column.name() + "` of table " + definition.name().quoted() + " " + difference;
            }
        }
        return primaryKey(map, definition);
    }

    private static @Nullable String columnNames(List<MappedColumn> shown, TableDefinition definition) {
        List<String> now = shown.stream().map(MappedColumn::name).toList();
        List<String> before = definition.columns().stream().map(ColumnDefinition::name).toList();
        if (now.equals(before)) {
            return null;
        }
        List<String> added = now.stream().filter(name -> !before.contains(name)).toList();
        List<String> dropped = before.stream().filter(name -> !now.contains(name)).toList();
        if (added.size() == 1 && dropped.size() == 1 && now.size() == before.size()) {
            return "has column `" + added.getFirst() + "` in place of `" + dropped.getFirst() + "`";
        }
        if (!added.isEmpty()) {
            return "has the new columns " + String.join(", ", added);
        }
        return dropped.isEmpty()
                ? "has its columns in another order: " + String.join(", ", now)
                : "no longer has the columns " + String.join(", ", dropped);
    }

    private static @Nullable String column(MappedColumn now, ColumnDefinition before) {
        ColumnType type = ColumnType.parse(before);
        if (now.nullable() != before.nullable()) {
            return now.nullable() ? "takes NULL now" : "no longer takes NULL";
        }
        if (type instanceof ColumnType.Unsupported) {
            return null;
        }
        try {
            Codecs.of(type).forImage(now.image());
        } catch (ValueException e) {
            return "is no longer " + before.columnType() + ": " + e.getMessage();
        }
        return attributes(now, before, type);
    }

    private static @Nullable String attributes(MappedColumn now, ColumnDefinition before, ColumnType type) {
        return switch (type) {
            case ColumnType.Compressed(ColumnType plain) -> attributes(now, before, plain);
            case ColumnType.WholeNumber(int _, boolean unsigned) when unsigned != now.unsigned() -> "is "
                    + (unsigned ? "no longer" : "now") + " unsigned";
            case ColumnType.Bool() when now.unsigned() -> "is now unsigned";
            case ColumnType.Text(),ColumnType.ConvertedText _ ->
                characterSet(now, String.valueOf(before.characterSet()));
            case ColumnType.FixedBytes _,ColumnType.Bytes _ -> characterSet(now, "binary");
            case ColumnType.Enumeration(var members, boolean binary) when !sameMembers(now, members, binary) -> members(
                    now);
            case ColumnType.Choice(var members, boolean binary) when !sameMembers(now, members, binary) -> members(now);
            default -> null;
        };
    }

    private static String members(MappedColumn now) {
        return "has other members: " + String.join(", ", now.members());
    }

    private static boolean sameMembers(MappedColumn now, List<String> before, boolean binary) {
        List<String> names = now.members();
        if (names.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < names.size() && !binary; i++) {
            if (!names.get(i).equals(before.get(i)) && !asShown(names.get(i)).equals(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As information_schema and SHOW show a name: their texts are utf8mb3, which ends at U+FFFF. */
    private static String asShown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().forEach(character -> shown.appendCodePoint(
                Character.isSupplementaryCodePoint(character) ? '?' : character));
        return shown.toString();
    }

    private static @Nullable String characterSet(MappedColumn now, String before) {
        String set = Collations.characterSet(now.collation());
        return set.equals(before.equals("utf8") ? "utf8mb3" : before)
                ? null
                : "is no longer in character set " + before + ": collation number " + now.collation();
    }

    /** A definition without a primary key says nothing: the server may show another unique key in its place. */
    private static @Nullable String primaryKey(TableMap map, TableDefinition definition) {
        List<String> now = map.primaryKey().stream().map(index -> map.columns().get(index).name())
                .filter(name -> !name.equals(definition.rowEnd())).toList();
        return definition.primaryKey().isEmpty() || definition.primaryKey().equals(now)
                ? null
                : "table " + definition.name().quoted() + " has another primary key: " + String.join(", ", now);
    }
}
