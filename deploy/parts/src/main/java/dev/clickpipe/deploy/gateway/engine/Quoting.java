package dev.clickpipe.deploy.gateway.engine;

/** Names and values as ClickHouse's SQL takes them. */
public final class Quoting {
    private Quoting() {}

    /** {@code `name`}, whatever is in it. */
    public static String identifier(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** {@code 'value'}, whatever is in it. */
    public static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
