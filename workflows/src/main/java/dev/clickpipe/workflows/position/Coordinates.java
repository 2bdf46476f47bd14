package dev.clickpipe.workflows.position;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where in the binlog, in one of the two ways that a source names it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({@JsonSubTypes.Type(value = Coordinates.Gtid.class, name = "gtid"),
        @JsonSubTypes.Type(value = Coordinates.FileOffset.class, name = "file")})
public sealed interface Coordinates {
    /** As people read it: the set, or file and offset. */
    default String text() {
        return switch (this) {
            case Gtid(String set) -> set;
            case FileOffset(String file, long offset) -> file + ":" + offset;
        };
    }

    /**
     * The transactions already applied.
     *
     * @param set GTID set in the source's own notation (MySQL: {@code uuid:1-5}; MariaDB: {@code 0-1-5})
     */
    record Gtid(String set) implements Coordinates {}

    /**
     * The first byte not yet applied.
     *
     * @param file name of the binlog file
     * @param offset bytes from its start; more than 32 bits
     */
    record FileOffset(String file, long offset) implements Coordinates {
        /** Where the first event of a file begins: behind the bytes that tell what the file is. */
        public static final long BEGIN = 4;
    }
}
