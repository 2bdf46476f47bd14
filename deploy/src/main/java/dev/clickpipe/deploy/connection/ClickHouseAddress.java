package dev.clickpipe.deploy.connection;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a ClickHouse service answers HTTP, and who asks it.
 *
 * @param base scheme, host and port without a path's query, such as {@code http://127.0.0.1:8123}
 */
public record ClickHouseAddress(URI base, String user, String password) {
    private static final String FORM = "http://user:password@host:8123 or https://user:password@host:8443";

    /**
     * Reads {@code http(s)://user:password@host:port}.
     *
     * @param fallbackUser taken when the address names nobody; null for {@code default}
     * @param fallbackPassword taken when the address has no password; null for none
     */
    public static ClickHouseAddress parse(String text, @Nullable String fallbackUser,
            @Nullable String fallbackPassword) {
        URI address = Credentials.address(text, "the ClickHouse service", FORM);
        String scheme = address.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new AddressException("the ClickHouse service's address begins with '" + scheme + "'; write " + FORM);
        }
        Credentials credentials = Credentials.of(address, fallbackUser == null ? "default" : fallbackUser);
        String password = credentials.password() != null ? credentials.password() : fallbackPassword;
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 8443 : 8123;
        return new ClickHouseAddress(URI.create(scheme + "://" + address.getHost() + ":" + port), credentials.user(),
                password == null ? "" : password);
    }

    @Override
    public String toString() {
        return base.getScheme() + "://" + user + "@" + base.getAuthority();
    }
}
