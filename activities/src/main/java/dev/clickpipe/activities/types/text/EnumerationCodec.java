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
 * ENUM as the names of its members. Number 0, which a server stores for an invalid value, is the empty string. Images are
 * read by the names in TABLE_MAP: a definition does not show all characters.
 */
public final class EnumerationCodec implements Codec {
    /** By number: the empty string, then the members. */
    private final byte[][] names;
    private final int imageWidth;

    /** An ENUM of these members, in order. */
    public EnumerationCodec(List<String> members) {
        this(members.stream().map(member -> member.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    private EnumerationCodec(byte[][] members) {
        names = new byte[members.length + 1][];
        names[0] = new byte[0];
        System.arraycopy(members, 0, names, 1, members.length);
        imageWidth = members.length < 256 ? 1 : 2;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.LowCardinalityText();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return TextConversions.ofNames(this, chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] name = row.getBytes(column);
        if (name == null) {
            return false;
        }
        out.putString(name, 0, name.length);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int next = ImageColumn.end(offset, imageWidth, end);
        int number = (int) LittleEndian.getUnsigned(image, offset, imageWidth);
        if (number >= names.length) {
            throw ValueException.corrupt("an ENUM of " + (names.length - 1) + " members holds number " + number);
        }
        out.putString(names[number], 0, names[number].length);
        return next;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.ENUM || image.metadata() != imageWidth) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + " of " + image.metadata()
                    + " bytes, no ENUM of " + (names.length - 1) + " members");
        }
        return new EnumerationCodec(image.members().toArray(byte[][]::new));
    }
}
