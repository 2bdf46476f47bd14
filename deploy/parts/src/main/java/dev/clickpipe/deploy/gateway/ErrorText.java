package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.EngineException;

/** An error as a server writes it into a body: with its version at the end, which clients look for. */
final class ErrorText {
    private ErrorText() {}

    static String of(EngineException failure, String version) {
        String text = failure.text().strip();
        String suffix = " (version " + version + ")";
        return (text.endsWith(suffix) ? text : text + suffix) + "\n";
    }
}
