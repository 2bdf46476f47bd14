package dev.clickpipe.activities.types.json;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.ValueException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** MySQL's JSON as text, the same as the server's own. MariaDB's JSON is a LONGTEXT. */
public final class JsonCodec implements Codec {
    private final int lengthPrefix;

    /** For results; {@link #forImage} makes the one for row images. */
    public JsonCodec() {
        this(0);
    }

    private JsonCodec(int lengthPrefix) {
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    /** As text: the driver gives no bytes of a JSON column. */
    @Override
    public String selected(String column) {
        return "CAST(" + column + " AS CHAR)";
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        byte[] text = row.getBytes(column);
        if (text == null) {
            return false;
        }
        out.putString(text, 0, text.length);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        int start = offset + lengthPrefix;
        JsonText text = new JsonText(length);
        new JsonDocument(image, start, start + length, text).write();
        out.putString(text.bytes(), 0, text.size());
        return start + length;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        if (image.type() != ImageColumn.JSON) {
            throw ValueException.otherForm("the binlog holds type " + image.type() + ", no JSON");
        }
        return new JsonCodec(image.lengthPrefix());
    }
}
