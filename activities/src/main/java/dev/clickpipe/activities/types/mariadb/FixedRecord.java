package dev.clickpipe.activities.types.mariadb;

import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.ValueException;

/** The form in which MariaDB logs UUID, INET4 and INET6: as BINARY of their length, trailing zeros left out. */
final class FixedRecord {
    private final int length;
    private final int lengthPrefix;

    private FixedRecord(int length, int lengthPrefix) {
        this.length = length;
        this.lengthPrefix = lengthPrefix;
    }

    /** For results, which are not read through it. */
    static FixedRecord ofLength(int length) {
        return new FixedRecord(length, 0);
    }

    FixedRecord forImage(ImageColumn image, String type) {
        if (image.type() != ImageColumn.STRING || image.metadata() != length) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " of " + image.metadata()
                    + " bytes, no " + type);
        }
        return new FixedRecord(length, image.lengthPrefix());
    }

    /** Where the bytes begin. */
    int start(int offset) {
        return offset + lengthPrefix;
    }

    /** How many are stored. */
    int stored(byte[] image, int offset, int end) {
        int stored = ImageColumn.length(image, offset, end, lengthPrefix);
        if (stored > length) {
            throw ValueException.corrupt("a value of " + length + " bytes holds " + stored);
        }
        return stored;
    }
}
