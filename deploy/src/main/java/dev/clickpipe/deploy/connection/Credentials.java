package dev.clickpipe.deploy.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The user and the password in front of a URL's host.
 *
 * @param password null when the URL has none
 */
record Credentials(String user, @Nullable String password) {

    /** Reads {@code user:password@} with percent-encoding; the fallback takes the place of a missing user. */
    static Credentials of(URI address, String fallbackUser) {
        String userInfo = address.getRawUserInfo();
        if (userInfo == null) {
            return new Credentials(fallbackUser, null);
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            return new Credentials(decode(userInfo), null);
        }
        return new Credentials(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    /** Reads an address; a text that is no address is not repeated in the error, because it may hold a password. */
    static URI address(String text, String what, String form) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && address.getScheme() != null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Its message quotes the whole text, password included.
        }
        throw new AddressException(what + " is no address; write " + form
                + ", with characters such as @ : / % in a password percent-encoded");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user;
    }
}
