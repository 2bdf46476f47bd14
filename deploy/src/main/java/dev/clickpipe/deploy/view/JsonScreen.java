package dev.clickpipe.deploy.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;

/** For programs: one JSON object per line, {@code {"line":…}} for what is said, {@code {"state":…}} for a picture. */
public final class JsonScreen implements Screen {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private long shown = System.nanoTime() - BETWEEN.toNanos();
    private String state = "";

    public JsonScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void line(String line) {
        print(JSON.createObjectNode().put("line", line));
    }

    @Override
    public synchronized void show(Picture picture) {
        if (picture.state().equals(state) && System.nanoTime() - shown < BETWEEN.toNanos()) {
            return;
        }
        shown = System.nanoTime();
        state = picture.state();
        ObjectNode json = JSON.createObjectNode().put("pipe", picture.heading()).put("state", picture.state())
                .put("sentence", picture.sentence()).put("changesPerSecond", picture.changesPerSecond());
        picture.lagMilliseconds().ifPresent(lag -> json.put("lagMilliseconds", lag));
        picture.sourceRows().ifPresent(rows -> json.put("sourceRows", rows));
        picture.destinationRows().ifPresent(rows -> json.put("destinationRows", rows));
        ArrayNode tables = json.putArray("tables");
        for (Picture.TableLine table : picture.tables()) {
            ObjectNode line = tables.addObject().put("table", table.name()).put("rows", table.rows())
                    .put("rowsPerSecond", table.rowsPerSecond()).put("changes", table.changes());
            if (table.done() >= 0) {
                line.put("done", table.done());
            }
            table.secondsLeft().ifPresent(seconds -> line.put("secondsLeft", seconds));
        }
        print(json);
    }

    private void print(ObjectNode json) {
        out.println(json);
        out.flush();
    }
}
