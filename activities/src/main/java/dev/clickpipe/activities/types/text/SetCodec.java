package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * SET as the names of its members, joined by commas in the order of the definition. Row images hold a bit a member, and are
 * read by the names in TABLE_MAP: a definition does not show all characters.
 */
public final class SetCodec implements Codec {
    private final byte[][] names;
    private final int imageWidth;

    /** A SET of these members, in order; at most 64. */
    public SetCodec(List<String> members) {
        this(members.stream().map(member -> member.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    private SetCodec(byte[][] members) {
        names = members;
        int bytes = (members.length + 7) / 8;
        imageWidth = bytes > 4 ? 8 : bytes;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return TextConversions.ofNames(this, chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] joined = row.getBytes(column);
        if (joined == null) {
            return false;
        }
        out.putString(joined, 0, joined.length);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, imageWidth, end);
        long chosen = LittleEndian.getUnsigned(image, offset, imageWidth);
        if (names.length < Long.SIZE && chosen >>> names.length != 0) {
            throw ValueException.corrupt("a SET of " + names.length + " members holds " + Long.toHexString(chosen));
        }
        int length = Math.max(0, Long.bitCount(chosen) - 1);
        for (long rest = chosen; rest != 0; rest &= rest - 1) {
            length += names[Long.numberOfTrailingZeros(rest)].length;
        }
        out.putLength(length);
        for (long rest = chosen; rest != 0; rest &= rest - 1) {
            byte[] name = names[Long.numberOfTrailingZeros(rest)];
            out.putBytes(name, 0, name.length);
            if ((rest & (rest - 1)) != 0) {
                out.putByte(',');
            }
        }
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.SET || image.metadata() != imageWidth) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " of " + image.metadata()
                    + " bytes, no SET of " + names.length + " members");
        }
        return new SetCodec(image.members().toArray(byte[][]::new));
    }
}
