package dev.clickpipe.activities.clickhouse;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the destination answers.
 *
 * @param url {@code http://host:8123} or {@code https://host:8443}
 * @param user user of ClickHouse
 * @param password its password, may be empty
 * @param cluster name of the cluster whose servers all get the tables; empty for the one server
 */
public record ClickHouseAddress(String url, String user, String password, Optional<String> cluster) {
    public ClickHouseAddress {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** One server. */
    public ClickHouseAddress(String url, String user, String password) {
        this(url, user, password, Optional.empty());
    }

    /** Whether it is this machine: there compression costs more than it saves. */
    public boolean isLoopback() {
        try {
            String host = URI.create(url).getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClickHouseAddress[url=" + url + ", user=" + user + "]";
    }
}
