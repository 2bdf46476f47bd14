package dev.clickpipe.deploy.connection;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a MySQL or MariaDB server is, and who asks it. */
public record SourceAddress(String host, int port, String user, String password) {
    private static final String FORM = "mysql://user:password@host:3306 or mariadb://user:password@host:3306";

    /**
     * Reads {@code mysql://user:password@host:port} or the same with {@code mariadb}.
     *
     * @param fallbackPassword taken when the address has no password; null for none
     */
    public static SourceAddress parse(String text, @Nullable String fallbackPassword) {
        URI address = Credentials.address(text, "the source", FORM);
        if (!address.getScheme().equals("mysql") && !address.getScheme().equals("mariadb")) {
            throw new AddressException("the source's address begins with '" + address.getScheme() + "'; write " + FORM);
        }
        Credentials credentials = Credentials.of(address, "root");
        String password = credentials.password() != null ? credentials.password() : fallbackPassword;
        int port = address.getPort() < 0 ? 3306 : address.getPort();
        return new SourceAddress(address.getHost(), port, credentials.user(), password == null ? "" : password);
    }

    /** Opens a connection that reads and writes UTF-8, times in UTC, with the affected rows of a statement counted. */
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        // Real floats travel exactly in the binary protocol only.
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("useAffectedRows", "true");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "10000");
        Connection connection = DriverManager.getConnection("jdbc:mariadb://" + bracketed() + ":" + port + "/",
                properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }

    private String bracketed() {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return "mysql://" + user + "@" + bracketed() + ":" + port;
    }
}
