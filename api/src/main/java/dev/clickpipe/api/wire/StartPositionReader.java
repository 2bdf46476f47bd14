package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.position.Coordinates;
import org.jspecify.annotations.Nullable;

/** Reads {@code startPosition} of a pipe's settings: a GTID set, or a binlog file and an offset in it. */
final class StartPositionReader {
    static final String NAME = "startPosition";
    private static final String GTID_SET = "gtidSet";
    private static final String FILE = "binlogFile";
    private static final String OFFSET = "binlogPosition";
    /** A set has a part for each server that ever wrote. */
    private static final int LONGEST_GTID_SET = 100_000;
    private static final int LONGEST_FILE = 512;

    private StartPositionReader() {}

    /** What stands there; null when it is left out, or after a mistake. */
    static @Nullable Coordinates read(JsonObject settings) {
        if (!settings.has(NAME)) {
            return null;
        }
        return settings.object(NAME).map(start -> read(settings, start)).orElse(null);
    }

    private static @Nullable Coordinates read(JsonObject settings, JsonObject start) {
        String gtids = start.optionalText(GTID_SET, LONGEST_GTID_SET);
        String file = start.optionalText(FILE, LONGEST_FILE);
        Long offset = start.optionalNumber(OFFSET, Coordinates.FileOffset.BEGIN, Long.MAX_VALUE);
        start.end();
        if (gtids != null && (file != null || offset != null)) {
            settings.mistake(NAME, "", "it names a GTID set and a place in a binlog file",
                    "give gtidSet alone, or binlogFile and binlogPosition alone");
        } else if (file != null && offset == null) {
            start.mistake(OFFSET, "", "it is required with binlogFile",
                    "give the offset in the file, as SHOW BINARY LOG STATUS or SHOW MASTER STATUS shows it");
        } else if (file == null && offset != null) {
            start.mistake(FILE, "", "it is required with binlogPosition", "give the name of the binlog file");
        } else if (gtids != null) {
            // Empty after a mistake.
            return gtids.isBlank() ? null : new Coordinates.Gtid(gtids);
        } else if (file != null && offset != null) {
            return new Coordinates.FileOffset(file, offset);
        } else if (start.isEmpty()) {
            settings.mistake(NAME, "", "it names no position",
                    "give gtidSet, or binlogFile and binlogPosition, or leave it out: the stream begins now then");
        }
        return null;
    }
}
