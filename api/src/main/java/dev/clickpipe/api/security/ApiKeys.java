package dev.clickpipe.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The keys that may call. Kept and compared as digests, in a time that says nothing about them. */
public final class ApiKeys {
    /** What {@link #parse} takes, in words. */
    public static final String EXPECTED = "keyId:keySecret, several separated by commas, no part empty";

    private static final String SCHEME = "Basic ";

    private final List<byte[]> digests;

    private ApiKeys(List<byte[]> digests) {
        this.digests = digests;
    }

    /** Reads {@code keyId:keySecret,keyId:keySecret}; throws IllegalArgumentException when it is anything else. */
    public static ApiKeys parse(String text) {
        List<byte[]> digests = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            String key = pair.strip();
            int colon = key.indexOf(':');
            if (colon <= 0 || colon == key.length() - 1) {
                throw new IllegalArgumentException("it must be " + EXPECTED);
            }
            digests.add(digest(key.getBytes(UTF_8)));
        }
        return new ApiKeys(digests);
    }

    /** The id of the key that an Authorization header holds; empty when it holds none of them. */
    public Optional<String> find(String authorization) {
        return credentials(authorization).filter(credentials -> known(digest(credentials)))
                .map(credentials -> new String(credentials, UTF_8)).map(key -> key.substring(0, key.indexOf(':')));
    }

    private boolean known(byte[] digest) {
        boolean known = false;
        for (byte[] key : digests) {
            known |= MessageDigest.isEqual(key, digest);
        }
        return known;
    }

    private static Optional<byte[]> credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
