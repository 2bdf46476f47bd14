package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The global variables of a server as it showed them, all in one answer. Names in lower case. */
public record ServerVariables(Map<String, String> values) {
    public ServerVariables {
        values = Map.copyOf(values);
    }

    /** Reads them. */
    public static ServerVariables read(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (rows.next()) {
                String value = rows.getString(2);
                values.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
        }
        return new ServerVariables(values);
    }

    /** The value of a variable; empty on a server that does not know it. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a numeric variable; 0 on a server that does not know it. */
    public double number(String name) {
        return find(name).filter(value -> !value.isBlank()).map(Double::parseDouble).orElse(0.0);
    }
}
