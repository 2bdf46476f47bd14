package dev.clickpipe.deploy.view;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A terminal: the picture stands below all lines and is redrawn in place. */
public final class TerminalScreen implements Screen {
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final TerminalSize size;
    private int drawn;
    private @Nullable Picture picture;

    public TerminalScreen(PrintStream out, TerminalSize size) {
        this.out = out;
        this.size = size;
    }

    @Override
    public synchronized void line(String line) {
        StringBuilder text = new StringBuilder(top()).append(line).append(CLEAR_LINE).append('\n').append(CLEAR_BELOW);
        drawn = 0;
        draw(text);
    }

    @Override
    public synchronized void show(Picture next) {
        picture = next;
        draw(new StringBuilder(top()));
    }

    private void draw(StringBuilder text) {
        Picture current = picture;
        if (current != null) {
            List<String> lines = PictureText.lines(current);
            // A picture taller than the screen could not be drawn over: its last lines are left out.
            int shown = Math.min(lines.size() + 1, Math.max(1, size.rows() - 1));
            text.append(CLEAR_LINE).append('\n');
            for (String line : lines.subList(0, shown - 1)) {
                text.append(cut(line)).append(CLEAR_LINE).append('\n');
            }
            text.append(CLEAR_BELOW);
            drawn = shown;
        }
        out.print(text);
        out.flush();
    }

    /** To the first line of the picture that stands there. */
    private String top() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r";
    }

    /** A line that went on below would be counted wrongly. */
    private String cut(String line) {
        int columns = Math.max(20, size.columns());
        return line.codePointCount(0, line.length()) < columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns - 1));
    }
}
