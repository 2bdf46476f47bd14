package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.util.Map;
import java.util.Optional;

/**
 * A MySQL or MariaDB server that answers.
 *
 * @param user
 *            may do everything: make databases and users, read the binlog
 * @param version
 *            as the server greets with it, such as {@code 9.7.4-2}
 */
public record SourceServer(String name, String host, int port, String user, String password, String version,
        String origin, Optional<SupervisedProcess> process) implements RunningPart {

    @Override
    public String address() {
        return host + ":" + port;
    }

    /** {@code mysql://user:password@host:port}, also for MariaDB. */
    public String url() {
        return "mysql://%s:%s@%s:%d".formatted(SourceUrl.encode(user), SourceUrl.encode(password), host, port);
    }

    /** For MariaDB Connector/J, which reads both; user and password are given beside it. */
    public String jdbcUrl(String database) {
        return "jdbc:mariadb://%s:%d/%s?sslMode=%s".formatted(host, port, database,
                makesItselfACertificate() ? "trust" : "disable");
    }

    /** MariaDB does since 11.4, MySQL always. */
    private boolean makesItselfACertificate() {
        return !version.startsWith("10.") && !version.startsWith("5.5.5-10.");
    }

    @Override
    public Map<String, String> entries() {
        return Map.of(name, url());
    }

    @Override
    public String toString() {
        return "%s %s at %s (%s)".formatted(name, version, address(), origin);
    }
}
