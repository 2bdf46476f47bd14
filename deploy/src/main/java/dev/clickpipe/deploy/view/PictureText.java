package dev.clickpipe.deploy.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Pictures as text. */
final class PictureText {
    private static final int BAR_CELLS = 24;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int SECONDS_PER_MINUTE = 60;

    private PictureText() {}

    /** All of it, one line per table. */
    static List<String> lines(Picture picture) {
        List<String> lines = new ArrayList<>();
        lines.add(picture.heading() + "  " + picture.state());
        lines.add("  " + picture.sentence());
        lines.add("");
        int width = picture.tables().stream().mapToInt(table -> table.name().length()).max().orElse(0);
        for (Picture.TableLine table : picture.tables()) {
            lines.add("  " + table.name() + " ".repeat(width - table.name().length()) + "  " + bar(table.done()) + " "
                    + right(grouped(table.rows()), 11) + " rows"
                    + (table.rowsPerSecond() >= 1
                            ? right(grouped(Math.round(table.rowsPerSecond())), 10) + " rows/s"
                            : "")
                    + left(table.secondsLeft())
                    + (table.changes() > 0 ? right(grouped(table.changes()), 10) + " changes" : ""));
        }
        lines.add("");
        lines.add("  " + summary(picture));
        if (!picture.footer().isEmpty()) {
            lines.add("");
            picture.footer().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    /** All of it in one line. */
    static String line(Picture picture) {
        StringBuilder line = new StringBuilder(picture.state());
        for (Picture.TableLine table : picture.tables()) {
            line.append("  ").append(table.name()).append(' ').append(grouped(table.rows()));
            if (table.done() >= 0 && table.done() < 1) {
                line.append(" (").append(Math.round(100 * table.done())).append(" %)");
            }
        }
        return line + "  " + summary(picture)
                + (picture.sentence().isEmpty() ? "" : "  ·  " + picture.sentence());
    }

    private static String summary(Picture picture) {
        List<String> words = new ArrayList<>();
        words.add(grouped(Math.round(picture.changesPerSecond())) + " changes/s");
        picture.lagMilliseconds()
                .ifPresent(lag -> words.add("lag " + String.format(Locale.ROOT, "%.1f s", lag / 1000.0)));
        picture.sourceRows().ifPresent(rows -> words.add("rows at source " + grouped(rows)));
        picture.destinationRows().ifPresent(rows -> words.add("at destination " + grouped(rows)));
        return String.join("  ·  ", words);
    }

    private static String bar(double done) {
        if (done < 0) {
            return "·".repeat(BAR_CELLS);
        }
        int eighths = (int) Math.floor(Math.min(1, done) * BAR_CELLS * EIGHTHS.length);
        String bar = "█".repeat(eighths / EIGHTHS.length) + EIGHTHS[eighths % EIGHTHS.length];
        return bar + "░".repeat(BAR_CELLS - bar.length());
    }

    private static String left(OptionalLong secondsLeft) {
        if (secondsLeft.isEmpty()) {
            return "";
        }
        long seconds = secondsLeft.getAsLong();
        return seconds < SECONDS_PER_MINUTE
                ? "  " + seconds + " s left"
                : "  " + seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s left";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String right(String text, int width) {
        return text.length() >= width ? " " + text : " ".repeat(width - text.length()) + text;
    }
}
