package dev.clickpipe.deploy.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the terminal is, asked again every few seconds, because people pull at windows. */
public final class TerminalSize {
    private static final Duration VALID = Duration.ofSeconds(5);
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");

    private int rows = 24;
    private int columns = 80;
    private long asked = System.nanoTime() - VALID.toNanos() - 1;

    int rows() {
        ask();
        return rows;
    }

    int columns() {
        ask();
        return columns;
    }

    private void ask() {
        if (System.nanoTime() - asked < VALID.toNanos()) {
            return;
        }
        asked = System.nanoTime();
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(answer);
            if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches() && !size.group(1).equals("0")) {
                rows = Integer.parseInt(size.group(1));
                columns = Integer.parseInt(size.group(2));
            }
        } catch (IOException _) {
            // No stty or no terminal of its own: the usual size is assumed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
