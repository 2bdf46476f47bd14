package dev.clickpipe.deploy.soak;

import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.connection.SourceWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What is done to the rows of the tables, without an end: they come, change, get another key and go. */
final class SoakChanges {
    private static final int IDS = 6_000;
    private static final Duration PAUSE = Duration.ofMillis(8);

    private final List<String> tables = SoakTables.all();
    private final Random random;

    private SoakChanges(long seed) {
        random = new Random(seed);
    }

    static SourceWriter start(SourceAddress source, long seed) {
        return SourceWriter.start("soak-writer", source, PAUSE, new SoakChanges(seed)::next);
    }

    private String next() {
        String table = SoakTables.name(tables.get(random.nextInt(tables.size())));
        int id = random.nextInt(IDS);
        return switch (random.nextInt(5)) {
            case 0 -> "INSERT IGNORE INTO " + table + " (id, part, v, n) VALUES (" + id + ", 1, 'new', 0), ("
                    + (id + 1) + ", 2, NULL, NULL)";
            case 1, 2 -> "UPDATE " + table + " SET n = " + random.nextInt(100) + ", v = 'changed' WHERE id BETWEEN "
                    + id + " AND " + (id + 5);
            case 3 -> "DELETE FROM " + table + " WHERE id BETWEEN " + id + " AND " + (id + 2);
            default -> "UPDATE IGNORE " + table + " SET id = id + " + IDS / 2 + " WHERE id = " + id;
        };
    }
}
