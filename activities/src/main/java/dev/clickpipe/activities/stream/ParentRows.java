package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.BinlogEvent.RowsChanged;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.MappedColumn;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowsKind;
import dev.clickpipe.activities.types.SystemTime;
import dev.clickpipe.activities.types.ValueException;
import java.util.Arrays;
import java.util.List;

/**
 * Counts rows of a parent that are deleted or get another key, as one TABLE_MAP announced them. Values are compared as bytes
 * and never decoded; allocates nothing per row. For one thread.
 */
final class ParentRows {
    private static final int POST_HEADER = 8;
    /** In place of a value's start. */
    private static final int NULL = -1;
    private static final int ABSENT = -2;

    /** Indexes of the watched keys that a delete sets off. */
    private final int[] onDelete;
    /** By key update: those that it sets off. */
    private final int[][] onUpdate;
    private final ImageColumn[] image;
    /** By key update: indexes of the columns that it is about. */
    private final int[][] referenced;
    /** Index of the ROW END column; ABSENT for a table that is not system-versioned. */
    private final int rowEnd;
    private final int[] starts;
    private final int[] ends;
    private final int[] startsAfter;
    private final int[] endsAfter;
    /** By watched key: changes counted, and the row that was counted last. */
    private final long[] counts;
    private final int[] lastRow;
    private byte[] body = {};
    private int end;

    ParentRows(WatchedParent parent, TableMap map) {
        onDelete = indexes(parent.onDelete());
        onUpdate = parent.updates().stream().map(update -> indexes(update.setsOff())).toArray(int[][]::new);
        image = map.columns().stream().map(MappedColumn::image).toArray(ImageColumn[]::new);
        List<String> names = map.columns().stream().map(MappedColumn::name).toList();
        referenced = parent.updates().stream()
                .map(update -> update.columns().stream().mapToInt(column -> index(names, column)).toArray())
                .toArray(int[][]::new);
        rowEnd = parent.rowEnd() == null ? ABSENT : index(names, parent.rowEnd());
        starts = new int[image.length];
        ends = new int[image.length];
        startsAfter = new int[image.length];
        endsAfter = new int[image.length];
        counts = new long[parent.keys().size()];
        lastRow = new int[parent.keys().size()];
    }

    /**
     * Names of columns are compared without case by the servers.
     *
     * @throws ValueException for a table that has no such column, or whose columns' names are not in the binlog
     */
    private static int index(List<String> names, String wanted) {
        for (int index = 0; index < names.size(); index++) {
            if (names.get(index).equalsIgnoreCase(wanted)) {
                return index;
            }
        }
        throw ValueException.corrupt("a table without the column " + wanted);
    }

    private static int[] indexes(List<Integer> keys) {
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Counts an event's rows.
     *
     * @return changes by index of the parent's keys; overwritten by the next call
     * @throws ValueException for an event that is not whole
     */
    long[] count(RowsChanged rows) {
        Arrays.fill(counts, 0);
        Arrays.fill(lastRow, -1);
        Body event = rows.body();
        body = event.bytes();
        end = event.end();
        int before = present(rows, event.offset());
        int bitmap = (image.length + 7) / 8;
        boolean update = rows.kind() == RowsKind.UPDATE;
        int after = update ? ImageColumn.end(before, bitmap, end) : before;
        int at = ImageColumn.end(after, bitmap, end);
        for (int row = 0; at < end; row++) {
            int next = read(at, before, starts, ends);
            if (update) {
                next = read(next, after, startsAfter, endsAfter);
                countUpdate(row);
            } else if (isCurrent(starts)) {
                count(onDelete, row);
            }
            if (next == at) {
                throw ValueException.corrupt("a row without a byte");
            }
            at = next;
        }
        return counts;
    }

    /** A row of the history is changed without children; a current one that becomes such a row is deleted. */
    private void countUpdate(int row) {
        if (!isCurrent(starts)) {
            return;
        }
        if (!isCurrent(startsAfter)) {
            count(onDelete, row);
            return;
        }
        for (int update = 0; update < referenced.length; update++) {
            if (isKeyChanged(referenced[update])) {
                count(onUpdate[update], row);
            }
        }
    }

    private boolean isCurrent(int[] valueStarts) {
        return rowEnd == ABSENT || valueStarts[rowEnd] < 0
                || SystemTime.isMaximum(image[rowEnd], body, valueStarts[rowEnd], end);
    }

    /** A row that sets a key off in two ways changes its children once. */
    private void count(int[] keys, int row) {
        for (int key : keys) {
            if (lastRow[key] != row) {
                lastRow[key] = row;
                counts[key]++;
            }
        }
    }

    /** No child matches a key that is NULL in part. */
    private boolean isKeyChanged(int[] columns) {
        boolean changed = false;
        for (int column : columns) {
            if (starts[column] == NULL) {
                return false;
            }
            changed |= isChanged(column);
        }
        return changed;
    }

    private boolean isChanged(int column) {
        if (startsAfter[column] == ABSENT) {
            return false;
        }
        return starts[column] < 0 || startsAfter[column] < 0 || !Arrays.equals(body, starts[column], ends[column],
                body, startsAfter[column], endsAfter[column]);
    }

    /** Notes where the values of an image are, and returns where it ends. */
    private int read(int at, int present, int[] valueStarts, int[] valueEnds) {
        int values = 0;
        for (int column = 0; column < image.length; column++) {
            values += isSet(present, column) ? 1 : 0;
        }
        int next = ImageColumn.end(at, (values + 7) / 8, end);
        int value = 0;
        for (int column = 0; column < image.length; column++) {
            if (!isSet(present, column)) {
                valueStarts[column] = ABSENT;
            } else if (isSet(at, value++)) {
                valueStarts[column] = NULL;
            } else {
                valueStarts[column] = next;
                next = image[column].skip(body, next, end);
                valueEnds[column] = next;
            }
        }
        return next;
    }

    private boolean isSet(int bitmap, int bit) {
        return (body[bitmap + (bit >>> 3)] >>> (bit & 7) & 1) != 0;
    }

    /** Where the bitmap of columns present begins. */
    private int present(RowsChanged rows, int offset) {
        int at = ImageColumn.end(offset, POST_HEADER, end);
        if (rows.version() == 2) {
            int next = ImageColumn.end(at, 2, end);
            at = ImageColumn.end(next, Math.max(0, (int) LittleEndian.getUnsigned(body, at, 2) - 2), end);
        }
        int next = ImageColumn.end(at, 1, end);
        int columns = body[at] & 0xFF;
        if (columns == 0xFC) {
            columns = (int) LittleEndian.getUnsigned(body, next, 2);
            next = ImageColumn.end(next, 2, end);
        }
        if (columns != image.length) {
            throw ValueException.corrupt("a rows event has " + columns + " columns, its table " + image.length);
        }
        return next;
    }
}
