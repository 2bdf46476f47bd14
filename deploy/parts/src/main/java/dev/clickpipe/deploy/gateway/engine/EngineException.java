package dev.clickpipe.deploy.gateway.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine refused or failed; the message is the engine's own text, {@code Code: N. DB::Exception: …}. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1;
    private static final Pattern CODE = Pattern.compile("^Code: (\\d+)\\.");
    /** UNKNOWN_EXCEPTION, for the few texts of the C interface itself that carry no code. */
    private static final int UNKNOWN = 1002;

    private final int code;

    private EngineException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** From a text that the engine gave. */
    static EngineException of(String text) {
        Matcher matcher = CODE.matcher(text);
        return matcher.find()
                ? new EngineException(Integer.parseInt(matcher.group(1)), text)
                : of(UNKNOWN, "UNKNOWN_EXCEPTION", text);
    }

    /** Written as the engine would write it, for what a server refuses before its engine sees it. */
    public static EngineException of(int code, String name, String sentence) {
        return new EngineException(code, "Code: " + code + ". DB::Exception: " + sentence + ". (" + name + ")");
    }

    /** ClickHouse's error code, as in {@code system.errors}. */
    public int code() {
        return code;
    }

    /** Never null, unlike {@link #getMessage()} for the checker. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
