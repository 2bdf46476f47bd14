package dev.clickpipe.deploy.gateway.session;

import dev.clickpipe.deploy.gateway.engine.EngineException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The session that a request belongs to.
 *
 * @param mustExist
 *            from session_check
 * @param patience
 *            how long it stays unused afterwards
 */
public record SessionRequest(String id, boolean mustExist, Duration patience) {
    private static final long DEFAULT_SECONDS = 60;
    /** ClickHouse's max_session_timeout. */
    private static final long MOST_SECONDS = 3600;

    /** Reads the parameters of a URL; empty when they name no session. */
    public static Optional<SessionRequest> of(Map<String, String> url) throws EngineException {
        String id = url.getOrDefault("session_id", "");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Duration patience = "1".equals(url.get("close_session"))
                ? Duration.ZERO
                : Duration.ofSeconds(seconds(url.getOrDefault("session_timeout", "")));
        return Optional.of(new SessionRequest(id, "1".equals(url.get("session_check")), patience));
    }

    private static long seconds(String text) throws EngineException {
        if (text.isEmpty()) {
            return DEFAULT_SECONDS;
        }
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw EngineException.of(374, "INVALID_SESSION_TIMEOUT",
                "Invalid session timeout: '" + text + "', give 0 to " + MOST_SECONDS + " seconds");
    }
}
