package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.process.PartException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code mysql://user:password@host:port}, user and password percent-encoded; the scheme may be {@code mariadb}. */
record SourceUrl(String host, int port, String user, String password) {
    private static final int USUAL_PORT = 3306;

    /**
     * Reads the text of a variable.
     *
     * @param variable
     *            where the text comes from, for the error; the text itself is not shown, because it holds a password */
    static SourceUrl parse(String variable, String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong(variable);
        }
        String login = uri.getRawUserInfo();
        if (uri.getHost() == null || login == null || !login.contains(":") || uri.getScheme() == null
                || !uri.getScheme().matches("mysql|mariadb")) {
            throw wrong(variable);
        }
        int colon = login.indexOf(':');
        return new SourceUrl(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                decode(login.substring(0, colon)), decode(login.substring(colon + 1)));
    }

    private static PartException wrong(String variable) {
        return new PartException(variable
                + " must look like mysql://user:password@host:3306, with user and password percent-encoded");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
