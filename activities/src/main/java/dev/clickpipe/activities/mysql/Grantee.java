package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** The account that a connection was let in as, for GRANT statements that people run as they stand. */
public final class Grantee {
    private Grantee() {}

    /** Quoted, {@code 'user'@'host'}: the server chose the host among the accounts of that user. */
    public static String of(Connection connection) throws SQLException {
        String account = SingleValue.text(connection, "SELECT CURRENT_USER()");
        int at = account.lastIndexOf('@');
        return quote(account.substring(0, at)) + "@" + quote(account.substring(at + 1));
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
