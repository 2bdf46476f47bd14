package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who a request says it is: X-ClickHouse-User and -Key, or Basic, or the parameters user and password. */
record Credentials(String user, String password) {
    private static final String BASIC = "Basic ";

    static Credentials of(HttpExchange exchange) throws EngineException {
        String user = exchange.header("X-ClickHouse-User");
        String key = exchange.header("X-ClickHouse-Key");
        if (user != null || key != null) {
            return new Credentials(orDefault(user), key == null ? "" : key);
        }
        String authorization = exchange.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        return new Credentials(
                orDefault(exchange.parameters().get("user")), exchange.parameters().getOrDefault("password", ""));
    }

    private static Credentials basic(String encoded) throws EngineException {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw EngineException.of(516, "AUTHENTICATION_FAILED", "Invalid authentication: the header is not Base64");
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? new Credentials(pair, "")
                : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static String orDefault(@Nullable String user) {
        return user == null || user.isEmpty() ? "default" : user;
    }

    /** Says no more than a server does: not which of the two was wrong. */
    void check(String expectedUser, String expectedPassword) throws EngineException {
        if (!same(user + '\0' + password, expectedUser + '\0' + expectedPassword)) {
            throw EngineException.of(
                    516, "AUTHENTICATION_FAILED",
                    user + ": Authentication failed: password is incorrect, or there is no user with such name");
        }
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
