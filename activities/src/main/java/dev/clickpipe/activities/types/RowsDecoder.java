package dev.clickpipe.activities.types;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * Decodes rows events of one table straight into rows of one destination table.
 *
 * <p>An insert becomes a row, a delete a tombstone of the row that is gone, an update the new row, and before it a
 * tombstone of the old one when any byte of the sorting key differs; of a table that is not keyed, always the old one as
 * deleted. The version of a row is {@code RowVersion.of(epoch,
 * ordinal of the event + offset of the row's image in the body)}. Allocates nothing per row. For one thread.
 *
 * <p>A body (its integers little endian; lengths packed as the protocol does):
 *
 * <pre>
 * table id 6 | flags 2 | version 2 only: length 2 of extra data, itself included | extra data
 * column count | bitmap of columns present (before) | UPDATE: the same (after) | rows to the end
 * row image: bitmap of NULLs among the columns present | the values that are not NULL
 * </pre>
 */
public final class RowsDecoder {
    private static final int POST_HEADER = 8;
    private static final byte[] NO_BYTES = {};

    private final TableDefinition table;
    /** By column of the image, as all arrays here. */
    private final ImageColumn[] image;
    /** Index of the definition's column; negative for one that only the binlog shows. */
    private final int[] sources;
    /** The column that says whether a row of a system-versioned table is a current one; negative without one. */
    private final int rowEnd;
    /** Null where the destination leaves the column out. */
    private final @Nullable Codec[] codecs;
    private final @Nullable DestinationColumn[] destinations;
    private final boolean[] inSortingKey;
    private final RowLayout layout;
    private final long skippedThrough;
    /** Columns of the images before changes, and of those after. */
    private final PresentColumns before;
    private final PresentColumns after;
    private final int[] keyStarts;
    private final int[] keyEnds;
    private final RowBuffer keyBefore = new RowBuffer(256);

    private byte[] body = NO_BYTES;
    private int bodyStart;
    private int end;
    private int column;
    /** Of the event being decoded; negative outside. */
    private long ordinal = -1;
    private long inserts;
    private long updates;
    private long deletes;

    /**
     * A decoder for events that follow one TABLE_MAP.
     *
     * @param table the definition in force
     * @param images their columns, as TABLE_MAP says
     * @param skippedThrough rows of this version and lower ones are passed over, unsigned; 0 for none
     * @throws PipeException SCHEMA_CHANGED when definition and TABLE_MAP do not agree
     */
    public RowsDecoder(TableDefinition table, ImageLayout images, RowLayout layout, long skippedThrough) {
        this.layout = layout;
        this.skippedThrough = skippedThrough;
        this.table = table;
        image = images.columns().toArray(ImageColumn[]::new);
        sources = images.sources().stream().mapToInt(Integer::intValue).toArray();
        rowEnd = images.rowEnd();
        int count = image.length;
        if (images.definedColumns() != table.columns().size() || count == 0) {
            throw new PipeException(new PipeError(ErrorKind.SCHEMA_CHANGED, "table " + table.name().quoted() + " has "
                    + images.definedColumns() + " columns in the binlog, " + table.columns().size()
                    + " in its definition", "resync the table", table.name()));
        }
        codecs = new Codec[count];
        destinations = new DestinationColumn[count];
        inSortingKey = new boolean[count];
        for (DestinationColumn destination : layout.columns()) {
            column = images.sources().indexOf(destination.sourceIndex());
            destinations[column] = destination;
            inSortingKey[column] = destination.inSortingKey();
            try {
                if (rowEnd >= 0 && table.columns().get(destination.sourceIndex()).isVirtual()) {
                    throw ValueException.unsupported(GeneratedColumns.STALE);
                }
                codecs[column] = destination.codec().forImage(image[column]);
            } catch (ValueException e) {
                throw failure(e);
            }
        }
        before = new PresentColumns(count);
        after = new PresentColumns(count);
        keyStarts = new int[count];
        keyEnds = new int[count];
    }

    /** Rows inserted at the source, of all events decoded. */
    public long inserts() {
        return inserts;
    }

    /** Rows updated at the source, of all events decoded. */
    public long updates() {
        return updates;
    }

    /** Rows deleted at the source, of all events decoded. */
    public long deletes() {
        return deletes;
    }

    /**
     * Decodes one event.
     *
     * @param version 1 or 2, of the event's format
     * @param bytes holds the body: without common header and checksum
     * @param ordinal of the event: bytes of rows event bodies since the epoch began
     * @throws PipeException for values that the destination cannot hold, and for events that are not whole; then nothing
     * was written
     */
    public void decode(RowsKind kind, int version, byte[] bytes, int offset, int length, int epoch, long ordinal,
            RowBuffer out) {
        body = bytes;
        this.ordinal = ordinal;
        bodyStart = offset;
        end = offset + length;
        column = -1;
        int start = out.size();
        int rows = out.rowCount();
        try {
            int at = readHeader(kind, version, offset);
            long base = RowVersion.of(epoch, ordinal);
            while (at < end) {
                at = switch (kind) {
                    case INSERT -> insert(at, base, out);
                    case UPDATE -> update(at, base, out);
                    case DELETE -> delete(at, base, out);
                };
            }
        } catch (ValueException e) {
            out.rewind(start, rows);
            throw failure(e);
        } finally {
            body = NO_BYTES;
            this.ordinal = -1;
        }
    }

    private int insert(int at, long base, RowBuffer out) {
        if (!isCurrent(after, at)) {
            return passOver(after, at);
        }
        int next = writeRow(after, at, base, 0, true, out);
        inserts++;
        return next;
    }

    private int delete(int at, long base, RowBuffer out) {
        if (!isCurrent(before, at)) {
            return passOver(before, at);
        }
        int next = writeRow(before, at, base, 1, false, out);
        deletes++;
        return next;
    }

    private int update(int at, long base, RowBuffer out) {
        if (rowEnd >= 0) {
            int second = passOver(before, at);
            if (!isCurrent(before, at)) {
                return insert(second, base, out);
            }
            if (!isCurrent(after, second)) {
                delete(at, base, out);
                return passOver(after, second);
            }
        }
        return layout.writeMode() == WriteMode.UPSERT ? replace(at, base, out) : append(at, base, out);
    }

    /**
     * Whether a row is what SELECT shows of a system-versioned table; true of other tables. The binlog holds its history too:
     * an UPDATE is followed by an INSERT of the row that ended, a DELETE is an UPDATE that ends the row.
     */
    private boolean isCurrent(PresentColumns present, int at) {
        if (rowEnd < 0) {
            return true;
        }
        int next = present.startOfValues(at, end);
        for (column = 0; column < rowEnd; column++) {
            next = present.isEmpty(column, body, at) ? next : image[column].skip(body, next, end);
        }
        boolean current = SystemTime.isMaximum(image[rowEnd], body, next, end);
        column = -1;
        return current;
    }

    private int passOver(PresentColumns present, int at) {
        int next = present.startOfValues(at, end);
        for (column = 0; column < image.length; column++) {
            next = present.isEmpty(column, body, at) ? next : image[column].skip(body, next, end);
        }
        column = -1;
        return next;
    }

    private int append(int at, long base, RowBuffer out) {
        int second = writeRow(before, at, base, 1, false, out);
        int next = writeRow(after, second, base, 0, true, out);
        updates++;
        return next;
    }

    /** The tombstone comes first and is rare: only the key is decoded to find out, and all of it again when it is due. */
    private int replace(int at, long base, RowBuffer out) {
        keyBefore.clear();
        int second = readKey(before, at, keyBefore);
        int start = out.size();
        int rows = out.rowCount();
        int next = writeRow(after, second, base, 0, true, out);
        if (!sameKey(out)) {
            out.rewind(start, rows);
            writeRow(before, at, base, 1, false, out);
            writeRow(after, second, base, 0, false, out);
        }
        updates++;
        return next;
    }

    private boolean sameKey(RowBuffer out) {
        int at = 0;
        for (int i = 0; i < inSortingKey.length; i++) {
            if (inSortingKey[i]) {
                int length = keyEnds[i] - keyStarts[i];
                if (!keyBefore.sameBytes(at, out, keyStarts[i], length)) {
                    return false;
                }
                at += length;
            }
        }
        return at == keyBefore.size();
    }

    private int writeRow(PresentColumns present, int at, long base, int isDeleted, boolean countsLosses,
            RowBuffer out) {
        long version = base + (at - bodyStart);
        if (Long.compareUnsigned(version, skippedThrough) <= 0) {
            keyBefore.clear();
            return readKey(present, at, keyBefore);
        }
        int next = present.startOfValues(at, end);
        for (column = 0; column < codecs.length; column++) {
            Codec codec = codecs[column];
            boolean isNull = present.isEmpty(column, body, at);
            if (codec == null) {
                next = isNull ? next : image[column].skip(body, next, end);
                continue;
            }
            keyStarts[column] = out.size();
            if (isNull) {
                codec.writeNull(out);
            } else {
                next = codec.readImage(body, next, end, out);
            }
            if (out.hasLoss()) {
                requireNonNull(destinations[column]).settleLoss(out, countsLosses);
            }
            keyEnds[column] = out.size();
        }
        column = -1;
        layout.endRow(out, version, isDeleted);
        return next;
    }

    private int readKey(PresentColumns present, int at, RowBuffer out) {
        int next = present.startOfValues(at, end);
        for (column = 0; column < codecs.length; column++) {
            Codec codec = codecs[column];
            if (present.isEmpty(column, body, at)) {
                if (inSortingKey[column] && codec != null) {
                    codec.writeNull(out);
                }
            } else if (inSortingKey[column] && codec != null) {
                next = codec.readImage(body, next, end, out);
            } else {
                next = image[column].skip(body, next, end);
            }
        }
        column = -1;
        return next;
    }

    /** Checks everything before the rows and returns where they begin. */
    private int readHeader(RowsKind kind, int version, int offset) {
        int at = ImageColumn.end(offset, POST_HEADER, end);
        if (version == 2) {
            int next = ImageColumn.end(at, 2, end);
            int extra = (int) LittleEndian.getUnsigned(body, at, 2);
            if (extra < 2) {
                throw ValueException.corrupt("the extra data of a rows event has the length " + extra);
            }
            at = ImageColumn.end(next, extra - 2, end);
        }
        at = readColumnCount(at);
        return switch (kind) {
            case INSERT -> readPresent(after, at);
            case UPDATE -> readPresent(after, readPresent(before, at));
            case DELETE -> readPresent(before, at);
        };
    }

    private int readColumnCount(int at) {
        ImageColumn.end(at, 1, end);
        int count = body[at] & 0xFF;
        int next = at + 1;
        if (count == 0xFC) {
            next = ImageColumn.end(next, 2, end);
            count = (int) LittleEndian.getUnsigned(body, at + 1, 2);
        }
        if (count != codecs.length) {
            throw ValueException.corrupt("a rows event has " + count + " columns, its table " + codecs.length);
        }
        return next;
    }

    /** What the destination leaves out may be absent. */
    private int readPresent(PresentColumns present, int at) {
        int next = present.read(body, at, end);
        for (column = 0; column < codecs.length; column++) {
            if (!present.holds(column) && (codecs[column] != null || column == rowEnd)) {
                throw sources[column] >= 0 && table.columns().get(sources[column]).isGenerated()
                        ? ValueException.unsupported(GeneratedColumns.LEFT_OUT)
                        : ValueException.incomplete();
            }
        }
        column = -1;
        return next;
    }

    private PipeException failure(ValueException e) {
        StringBuilder message = new StringBuilder("table ").append(table.name().quoted());
        if (column >= 0 && column < codecs.length && sources[column] >= 0) {
            message.append(", column `").append(table.columns().get(sources[column]).name()).append('`');
        }
        message.append(": ").append(e.getMessage());
        if (ordinal >= 0) {
            message.append(" (in the rows event at ordinal ").append(ordinal).append(')');
        }
        return new PipeException(new PipeError(e.kind(), message.toString(), e.remedy(), table.name()), e);
    }
}
