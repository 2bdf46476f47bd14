package dev.clickpipe.activities.types.mariadb;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A COMPRESSED column: results are as of any other, row images hold what is stored (server: Field_longstr::uncompress).
 *
 * <pre>
 * empty: the empty value | 0: the value as it is | else: flags 1, length of the value, compressed value
 * flags: bits 0 to 2 bytes of the length, which is big endian; bit 3 without zlib's header; bits 4 to 7 method, zlib is 8
 * </pre>
 */
public final class CompressedCodec implements Codec {
    private static final int LENGTH_BYTES = 4;
    private static final int ZLIB = 8;
    /** No column is longer. */
    private static final long LONGEST = Integer.MAX_VALUE - 64L;

    private final Codec plain;
    private final int lengthPrefix;

    /** @param plain carries the same column when it is not compressed */
    public CompressedCodec(Codec plain) {
        this(plain, 0);
    }

    private CompressedCodec(Codec plain, int lengthPrefix) {
        this.plain = plain;
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return plain.type();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return plain.to(chosen).map(CompressedCodec::new);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        return plain.readResult(row, column, out);
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        byte[] value = expand(image, offset + lengthPrefix, length);
        plain.readImage(value, 0, value.length, out);
        return offset + lengthPrefix + length;
    }

    /** The value behind its length, as an image of a blob would hold it. */
    private static byte[] expand(byte[] image, int start, int stored) {
        int flags = stored == 0 ? 0 : image[start] & 0xFF;
        if (flags == 0) {
            int length = Math.max(0, stored - 1);
            byte[] value = withRoom(length);
            System.arraycopy(image, start + stored - length, value, LENGTH_BYTES, length);
            return value;
        }
        int lengthBytes = flags & 7;
        int compressed = start + 1 + lengthBytes;
        if (flags >>> 4 != ZLIB || lengthBytes > LENGTH_BYTES || stored < 1 + lengthBytes) {
            throw ValueException.corrupt("a compressed value begins with " + flags);
        }
        long length = 0;
        for (int at = start + 1; at < compressed; at++) {
            length = length << 8 | (image[at] & 0xFF);
        }
        return inflate(image, compressed, start + stored, length, (flags & 8) != 0);
    }

    private static byte[] inflate(byte[] image, int start, int end, long length, boolean raw) {
        // Deflate makes at most 1032 bytes of one.
        if (length > LONGEST || length > 1032L * (end - start + 1)) {
            throw ValueException.corrupt("a compressed value of " + (end - start) + " bytes announces " + length);
        }
        byte[] value = withRoom((int) length);
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(image, start, end - start);
            int at = LENGTH_BYTES;
            while (at < value.length) {
                int more = inflater.inflate(value, at, value.length - at);
                if (more == 0) {
                    throw ValueException
                            .corrupt("a compressed value ends after " + (at - LENGTH_BYTES) + " of " + length
                                    + " bytes");
                }
                at += more;
            }
            return value;
        } catch (DataFormatException broken) {
            throw ValueException.corrupt("a compressed value is damaged: " + broken.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static byte[] withRoom(int length) {
        byte[] value = new byte[LENGTH_BYTES + length];
        LittleEndian.setInt(value, 0, length);
        return value;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return switch (image.type()) {
            case ImageColumn.VARCHAR_COMPRESSED, ImageColumn.BLOB_COMPRESSED -> new CompressedCodec(
                    plain.forImage(new ImageColumn(ImageColumn.BLOB, LENGTH_BYTES)), image.lengthPrefix());
            default -> throw ValueException.otherForm("the binlog holds type " + image.type() + ", nothing compressed");
        };
    }
}
