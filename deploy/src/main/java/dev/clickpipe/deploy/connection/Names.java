package dev.clickpipe.deploy.connection;

/** Names and texts written into SQL, escaped as each server reads them. */
public final class Names {
    private Names() {}

    /** A name for MySQL and MariaDB: in backticks, which are doubled inside. */
    public static String source(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A table of MySQL or MariaDB with its database. */
    public static String source(String database, String table) {
        return source(database) + "." + source(table);
    }

    /** A name for ClickHouse: in backticks, where backslash escapes. */
    public static String clickHouse(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** A table of ClickHouse with its database. */
    public static String clickHouse(String database, String table) {
        return clickHouse(database) + "." + clickHouse(table);
    }

    /** A text for ClickHouse: in single quotes, where backslash escapes. */
    public static String clickHouseText(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
