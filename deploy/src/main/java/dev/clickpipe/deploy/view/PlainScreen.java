package dev.clickpipe.deploy.view;

import java.io.PrintStream;
import java.time.Duration;

/** No terminal: plain lines, a picture every few seconds and whenever the state changes. */
public final class PlainScreen implements Screen {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final PrintStream out;
    private long shown = System.nanoTime() - BETWEEN.toNanos();
    private String state = "";

    public PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void line(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void show(Picture picture) {
        if (picture.state().equals(state) && System.nanoTime() - shown < BETWEEN.toNanos()) {
            return;
        }
        shown = System.nanoTime();
        state = picture.state();
        line(PictureText.line(picture));
    }
}
