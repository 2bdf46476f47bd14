package dev.clickpipe.activities.clickhouse;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and texts into statements of ClickHouse so that they can be nothing else. */
public final class Identifiers {
    private Identifiers() {}

    /** A name in backquotes. */
    public static String quote(String name) {
        return '`' + escape(name).replace("`", "\\`") + '`';
    }

    /** A table of a database. */
    public static String quote(String database, String table) {
        return quote(database) + '.' + quote(table);
    }

    /** Names in backquotes, separated by commas. */
    public static String quoteAll(Collection<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** A text in single quotes. */
    public static String literal(String text) {
        return '\'' + escape(text).replace("'", "\\'") + '\'';
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\0", "\\0");
    }
}
